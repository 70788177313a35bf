package io.powerx.publish.config;

/**
 * The origin of a value.
 *
 * @param place where the user finds the value: {@code --channel}, {@code PX_CHANNEL}, {@code publish.yml:3:10}
 */
public record Origin(Layer layer, String place) {
    static final Origin DEFAULT = new Origin(Layer.DEFAULT, "default");

    @Override
    public String toString() {
        return place;
    }
}
