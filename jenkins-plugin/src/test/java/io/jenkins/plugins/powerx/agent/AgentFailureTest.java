package io.jenkins.plugins.powerx.agent;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.remoting.ProxyException;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AgentFailureTest {
    @Test
    void a_failure_keeps_its_details_but_not_the_class_of_its_cause() {
        PublishException failure = PublishException.of(ErrorCode.MANIFEST_INVALID, "read plugin.yaml", "it is not YAML")
                .at(new SourceLocation("plugin.yaml", 2, 5))
                .requestId("request-1")
                .causedBy(new IllegalStateException("of a library"));

        PublishException portable = AgentFailure.of(failure);

        assertThat(portable.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
        assertThat(portable).hasMessage(failure.getMessage());
        assertThat(portable.location()).isEqualTo(failure.location());
        assertThat(portable.requestId()).contains("request-1");
        assertThat(portable.getCause()).isInstanceOf(ProxyException.class).hasMessageContaining("of a library");
        assertThat(portable.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void a_connection_closed_by_a_server_is_not_a_lost_agent() {
        PublishException failure = PublishException.of(
                        ErrorCode.NETWORK_UNREACHABLE, "register the version", "the connection was closed")
                .causedBy(new IOException("unexpected end of stream", new EOFException()));

        assertThat(LostAgent.isCauseOf(failure)).isFalse();
        assertThat(LostAgent.isCauseOf(new IOException(failure))).isFalse();
    }

    @Test
    void a_connection_closed_by_an_agent_is_a_lost_agent() {
        PublishException failure = PublishException.of(ErrorCode.INTERRUPTED, "upload", "the agent went away")
                .causedBy(new IOException("remote file operation failed", new EOFException()));

        assertThat(LostAgent.isCauseOf(failure)).isTrue();
    }
}
