package io.powerx.publish.testing;

import io.powerx.publish.config.Channel;
import io.powerx.publish.marketplace.CompleteRequest;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.marketplace.ReviewRequest;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.pack.Artifact;
import java.util.List;

/** A Marketplace that only answers questions; a test overrides those that it expects. */
public class ReadOnlyMarketplace implements Marketplace {
    @Override
    public Registration register(PublishRequest request) {
        throw unexpected("register");
    }

    @Override
    public Publish get(String publishId) {
        throw unexpected("get");
    }

    @Override
    public Publish renew(String publishId, List<Artifact> artifacts) {
        throw unexpected("renew");
    }

    @Override
    public Publish complete(String publishId, CompleteRequest request) {
        throw unexpected("complete");
    }

    @Override
    public Review submit(String versionId, ReviewRequest request) {
        throw unexpected("submit");
    }

    @Override
    public Review review(String versionId) {
        throw unexpected("review");
    }

    @Override
    public VersionInfo changeStatus(String versionId, String status, String reason) {
        throw unexpected("changeStatus");
    }

    @Override
    public List<VersionInfo> versions(String pluginId, Channel channel) {
        throw unexpected("versions");
    }

    private static AssertionError unexpected(String request) {
        return new AssertionError("nothing should request " + request);
    }
}
