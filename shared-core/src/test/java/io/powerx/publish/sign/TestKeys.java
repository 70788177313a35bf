package io.powerx.publish.sign;

import io.powerx.publish.testing.ExternalTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keys and certificates made by openssl: a root, an intermediate, and leaves below it. */
public final class TestKeys {
    private final Path folder;

    public TestKeys(Path folder) {
        this.folder = folder;
        newKey("root", "EC", "ec_paramgen_curve:P-256");
        openssl(
                "req",
                "-x509",
                "-new",
                "-key",
                "root.key",
                "-subj",
                "/CN=Example Root",
                "-days",
                "3650",
                "-out",
                "root.crt");
        newKey("intermediate", "EC", "ec_paramgen_curve:P-256");
        issue("intermediate", "Example Intermediate", "root", "basicConstraints=critical,CA:TRUE", 3000);
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void newKey(String name, String algorithm, String... options) {
        List<String> command = new ArrayList<>(List.of("genpkey", "-algorithm", algorithm));
        for (String option : options) {
            command.add("-pkeyopt");
            command.add(option);
        }
        command.addAll(List.of("-out", name + ".key"));
        openssl(command.toArray(String[]::new));
    }

    /** A certificate for {@code name.key}, signed by another key's owner; negative days make one that has expired. */
    public void issue(String name, String commonName, String issuer, String extension, int days) {
        try {
            Files.writeString(path(name + ".ext"), extension + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl("req", "-new", "-key", name + ".key", "-subj", "/O=Example/CN=" + commonName, "-out", name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                issuer + ".crt",
                "-CAkey",
                issuer + ".key",
                "-CAcreateserial",
                "-days",
                String.valueOf(days),
                "-extfile",
                name + ".ext",
                "-out",
                name + ".crt");
    }

    /** A leaf of that name below the intermediate, and {@code name.chain} with both. */
    public void leaf(String name, String algorithm, String... options) {
        newKey(name, algorithm, options);
        issue(
                name,
                "Signer " + name,
                "intermediate",
                "keyUsage=critical,digitalSignature\nextendedKeyUsage=codeSigning",
                900);
        try {
            Files.writeString(path(name + ".chain"), text(name + ".crt") + text("intermediate.crt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        ExternalTool.run(folder, command.toArray(String[]::new)).succeeded();
    }
}
