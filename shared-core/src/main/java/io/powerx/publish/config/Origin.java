package io.powerx.publish.config;

/**
 * Where a value was found.
 *
 * @param place as a person would look for it: {@code --channel}, {@code PX_CHANNEL}, {@code publish.yml:3:10}
 */
public record Origin(Layer layer, String place) {
    static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

    @Override
    public String toString() {
        return place;
    }
}
