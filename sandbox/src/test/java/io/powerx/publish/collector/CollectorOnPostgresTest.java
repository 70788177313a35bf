package io.powerx.publish.collector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.powerx.publish.secret.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The same with a real PostgreSQL server, where it is installed. */
class CollectorOnPostgresTest extends CollectorTest {
    private static PostgresServer server;

    private String name;

    @BeforeAll
    static void startServer() throws Exception {
        Optional<Path> programs = PostgresServer.programs();
        assumeTrue(programs.isPresent(), "PostgreSQL is not installed");
        server = PostgresServer.start(programs.get());
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void createDatabase() throws Exception {
        name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = DriverManager.getConnection("jdbc:" + server.url(), "px", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
    }

    @Override
    DatabaseLogin database() {
        return DatabaseLogin.postgres(
                server.url().replace("/postgres", "/" + name), "px", Secret.of("unused-password"));
    }
}
