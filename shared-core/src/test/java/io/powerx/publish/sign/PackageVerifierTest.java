package io.powerx.publish.sign;

import static io.powerx.publish.config.SigningProfile.CMS;
import static io.powerx.publish.config.SigningProfile.RSA_PSS;
import static io.powerx.publish.sign.TestSigning.signedPackage;
import static io.powerx.publish.sign.TestSigning.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.SampleProject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A package that was changed is refused, and the report shows which part of it. Packages are changed by a Python script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageVerifierTest {
    private static final Clock NOW = Clock.systemUTC();

    /**
     * Rewrites a package entry by entry, in the packer's own form; {@code edit} is Python that changes the list {@code entries} of [TarInfo,
     * bytes].
     */
    private static final String REWRITE_TAR = """
            import sys, tarfile, io, zlib, struct
            def entry(name, data, kind=tarfile.REGTYPE, link=''):
                info = tarfile.TarInfo(name); info.size = len(data); info.type = kind; info.linkname = link
                return [info, data]
            with tarfile.open(sys.argv[1], 'r:gz') as old:
                entries = [[m, old.extractfile(m).read()] for m in old.getmembers()]
            by = {e[0].name: e for e in entries}
            def changed(name, data):
                by[name][1] = data; by[name][0].size = len(data)
            def added(e):
                at = next(i for i, o in enumerate(entries) if o[0].name > e[0].name or o[0].name == 'integrity.txt')
                entries.insert(at, e)
            %s
            def octal(value, length):
                return b'%%0*o' %% (length - 1, value) + b'\\0'
            def header(name, kind, size, mode, link):
                h = bytearray(512)
                h[0:len(name)] = name
                h[100:136] = octal(mode, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12)
                h[136:148] = octal(315532800, 12)
                h[148:156] = b' ' * 8
                h[156:157] = kind
                h[157:157 + len(link)] = link
                h[257:265] = b'ustar\\00000'
                h[329:345] = octal(0, 8) * 2
                h[148:155] = octal(sum(h), 7)
                return bytes(h)
            def padded(data):
                return data + bytes(-len(data) %% 512)
            tar = b''
            for info, data in entries:
                name = info.name.encode()
                if len(name) != len(info.name) or len(name) > 100:
                    rest = b' path=' + name + b'\\n'
                    length = len(rest) + len(str(len(rest)))
                    record = str(len(rest) + len(str(length))).encode() + rest
                    plain = ''.join(c if ' ' <= c <= '~' else '_' for c in info.name)
                    base = 'PaxHeaders/' + plain[plain.rfind('/') + 1:]
                    tar += header(base[:100].encode(), b'x', len(record), 0o644, b'') + padded(record)
                    name = plain[:100].encode()
                tar += header(name, info.type, len(data), info.mode, info.linkname.encode()) + padded(data)
            tar += bytes(1024)
            deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
            body = deflate.compress(tar) + deflate.flush()
            with open(sys.argv[1], 'wb') as new:
                new.write(b'\\x1f\\x8b\\x08' + bytes(6) + b'\\xff' + body + struct.pack('<II', zlib.crc32(tar), len(tar)))
            """;

    private TestKeys keys;
    private TrustAnchors root;

    @BeforeAll
    void makeKeys(@TempDir Path folder) {
        keys = new TestKeys(folder);
        keys.leaf("good", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("other", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("rsa", "RSA", "rsa_keygen_bits:2048");
        root = TrustAnchors.parsePem(keys.text("root.crt"));
    }

    @ParameterizedTest
    @EnumSource(PackageFormat.class)
    void an_untouched_package_passes_every_check(PackageFormat format, @TempDir Path temp) {
        VerificationReport report = verify(pack(format, temp));

        assertThat(report.checks()).extracting(Check::aspect).containsExactly(Aspect.values());
        assertThat(report.checks())
                .allSatisfy(check -> assertThat(check.ok()).as(check.detail()).isTrue());
        assertThat(report.passed()).isTrue();
        assertThat(report.chain())
                .extracting(CertificateInfo::subject)
                .first()
                .asString()
                .contains("Signer good");
        assertThat(report.contentDigest()).matches("[0-9a-f]{64}");
    }

    @Test
    void a_package_rewritten_in_the_packer_s_form_without_changes_passes(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "pass");

        assertThat(verify(file).passed()).isTrue();
    }

    @Test
    void without_trusted_certificates_the_report_states_that_the_signer_is_not_known(@TempDir Path temp) {
        VerificationReport report = new PackageVerifier(NOW).verify(pack(PackageFormat.PXP, temp), TrustAnchors.NONE);

        assertThat(report.passed()).isTrue();
        assertThat(check(report, Aspect.CHAIN).detail()).contains("does not show who signed");
    }

    @Test
    void a_changed_byte_is_found_by_name(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "changed('backend/bin/plugin', b'#!/bin/sh\\nexit 1\\n')");

        assertFails(file, Aspect.INTEGRITY, "changed: backend/bin/plugin");
    }

    @Test
    void an_added_file_is_found(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "added(entry('backend/etc/backdoor', b'x'))");

        assertFails(file, Aspect.INTEGRITY, "not listed: backend/etc/backdoor");
    }

    @Test
    void a_removed_file_is_found(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.remove(by['plugin.d/capabilities.yaml'])");

        assertFails(file, Aspect.INTEGRITY, "missing: plugin.d/capabilities.yaml");
    }

    @Test
    void a_renamed_file_is_found(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "by['CHANGELOG.md'][0].name = 'CHANGES.md'");

        assertFails(file, Aspect.INTEGRITY, "not listed: CHANGES.md. missing: CHANGELOG.md");
    }

    @Test
    void a_doubled_file_is_found_even_with_equal_content(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.append(by['plugin.yaml'])");

        assertFails(file, Aspect.STRUCTURE, "\"plugin.yaml\": the name occurs twice");
    }

    @Test
    void a_second_integrity_list_is_found(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.append(by['integrity.txt'])");

        assertFails(file, Aspect.STRUCTURE, "\"integrity.txt\": the name occurs twice");
    }

    @Test
    void a_list_changed_to_fit_a_changed_file_breaks_the_signature(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, """
                import hashlib
                old = hashlib.sha256(by['plugin.yaml'][1]).hexdigest().encode()
                changed('plugin.yaml', b'id: com.example.note\\nname: Evil\\nversion: 1.2.3\\n')
                changed('integrity.txt', by['integrity.txt'][1].replace(old, hashlib.sha256(by['plugin.yaml'][1]).hexdigest().encode()))
                """);

        VerificationReport report = verify(file);
        assertThat(check(report, Aspect.INTEGRITY).ok()).isTrue();
        assertThat(check(report, Aspect.SIGNATURE).ok()).isFalse();
        assertThat(report.failure()).contains(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void what_depends_on_a_failed_check_is_not_checked_instead_of_failed(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);
        tamper(file, "changed('plugin.yaml', b'id: evil\\n')");
        assertThat(verify(file).checks())
                .filteredOn(Check::failed)
                .extracting(Check::aspect)
                .contains(Aspect.INTEGRITY)
                .doesNotContain(Aspect.PROVENANCE);

        tamper(file, "entries.append(by['integrity.txt'])");
        VerificationReport report = verify(file);

        assertThat(report.passed()).isFalse();
        assertThat(check(report, Aspect.STRUCTURE).failed()).isTrue();
        assertThat(report.checks())
                .filteredOn(check -> check.aspect() != Aspect.STRUCTURE)
                .hasSize(Aspect.values().length - 1)
                .extracting(Check::outcome)
                .containsOnly(VerificationReport.Outcome.NOT_CHECKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../outside", "/etc/passwd", "a/../../outside", "c:/windows", "back\\\\slash", "nul.txt", "dot."
            })
    void a_name_that_is_unsafe_anywhere_is_found(String name, @TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.insert(0, entry('" + name + "', b'x'))");

        assertThat(check(verify(file), Aspect.STRUCTURE).ok()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLUGIN.YAML", "Plugin.d/new.yaml", "plugin.yaml/inner"})
    void a_name_that_is_another_one_on_some_system_is_found(String name, @TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.append(entry('" + name + "', b'x'))");

        assertFails(file, Aspect.STRUCTURE, "is the same as");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYMTYPE", "LNKTYPE", "FIFOTYPE", "CHRTYPE"})
    void links_and_devices_are_found(String kind, @TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "entries.insert(0, entry('backend/bin/tool', b'', tarfile." + kind + ", 'plugin.yaml'))");

        assertFails(file, Aspect.STRUCTURE, "\"backend/bin/tool\": it is ");
    }

    @Test
    void data_after_the_gzip_stream_is_found(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.PXP, temp);

        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        assertFails(file, Aspect.STRUCTURE, "data after the end of the gzip stream");
    }

    @Test
    void a_second_gzip_member_is_found(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.PXP, temp);

        Files.write(file, gzip(new byte[1024]), StandardOpenOption.APPEND);

        assertFails(file, Aspect.STRUCTURE, "data after the end of the gzip stream");
    }

    @Test
    void data_after_the_tar_end_is_found(@TempDir Path temp) throws IOException {
        byte[] tar = gunzip(pack(PackageFormat.PXP, temp));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.writeBytes(tar);
        longer.writeBytes(tar);

        Path file = Files.write(temp.resolve("longer.pxp"), gzip(longer.toByteArray()));

        assertFails(file, Aspect.STRUCTURE, "data after the end of the archive");
    }

    @Test
    void a_package_cut_anywhere_is_refused(@TempDir Path temp) throws IOException {
        for (PackageFormat format : PackageFormat.values()) {
            byte[] whole = Files.readAllBytes(pack(format, temp));
            for (int length = 0; length < whole.length; length += 211) {
                byte[] cut = Arrays.copyOf(whole, length);
                Path file = Files.write(temp.resolve("cut"), cut);

                assertThat(verify(file).failure()).as("cut at " + length).contains(ErrorCode.PACKAGE_INVALID);
            }
        }
    }

    @Test
    void a_flipped_byte_anywhere_in_the_archive_is_refused_or_changes_nothing(@TempDir Path temp) throws IOException {
        for (PackageFormat format : PackageFormat.values()) {
            byte[] whole = Files.readAllBytes(pack(format, temp));
            String digest = verify(pack(format, temp)).contentDigest();
            int refused = 0;
            for (int at = 0; at < whole.length; at += 29) {
                byte[] flipped = whole.clone();
                flipped[at] ^= 0x40;
                Path file = Files.write(temp.resolve("flipped"), flipped);

                VerificationReport report = verify(file);

                assertThat(report.passed() && !digest.equals(report.contentDigest()))
                        .as("flipped at " + at)
                        .isFalse();
                refused += report.passed() ? 0 : 1;
            }
            assertThat(refused).isPositive();
        }
    }

    @Test
    void a_signature_by_another_trusted_key_over_another_list_is_refused(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.PXP, temp);
        Signer other = signer(CMS, keys.path("other.key"), keys.path("other.chain"), null);
        Path foreign = Files.write(temp.resolve("foreign"), ManifestSignature.encode(other.sign(new byte[] {1})));

        tamper(file, "changed('manifest.signature', open('" + foreign + "', 'rb').read())");

        assertFails(file, Aspect.SIGNATURE, "not a signature of this content");
    }

    @Test
    void a_signer_below_another_root_is_refused(@TempDir Path temp) {
        TestKeys strangers = new TestKeys(temp);
        strangers.leaf("stranger", "EC", "ec_paramgen_curve:P-256");
        Path file = signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(),
                signer(CMS, strangers.path("stranger.key"), strangers.path("stranger.chain"), null),
                temp.resolve("out"));

        VerificationReport report = verify(file);

        assertThat(check(report, Aspect.SIGNATURE).ok()).isTrue();
        assertThat(check(report, Aspect.CHAIN).ok()).isFalse();
        assertThat(report.failure()).contains(ErrorCode.SIGNATURE_INVALID);
    }

    @Test
    void an_expired_certificate_is_reported_as_expired(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        VerificationReport report = new PackageVerifier(Clock.offset(NOW, Duration.ofDays(1000))).verify(file, root);

        assertThat(check(report, Aspect.CHAIN).ok()).isTrue();
        assertThat(check(report, Aspect.VALIDITY).ok()).isFalse();
        assertThat(check(report, Aspect.VALIDITY).detail()).contains("Signer good", "expired");
    }

    @Test
    void a_missing_signature_or_list_is_reported(@TempDir Path temp) {
        Path unsigned = pack(PackageFormat.PXP, temp);
        tamper(unsigned, "entries.remove(by['manifest.signature'])");
        assertFails(unsigned, Aspect.SIGNATURE, "the package contains no manifest.signature");

        Path unlisted = pack(PackageFormat.PXP, temp);
        tamper(unlisted, "entries.remove(by['integrity.txt']); entries.remove(by['manifest.signature'])");
        assertFails(unlisted, Aspect.INTEGRITY, "there is no integrity.txt");
    }

    @Test
    void a_raw_signature_contains_the_chain_of_its_signer(@TempDir Path temp) throws IOException {
        Path file = rawPackage(temp);

        VerificationReport report = new PackageVerifier(NOW).verify(file, root);

        assertThat(report.checks())
                .allSatisfy(check -> assertThat(check.ok()).as(check.detail()).isTrue());
        assertThat(report.chain()).hasSize(2);
        Path unpacked = Files.createDirectories(temp.resolve("unpacked"));
        String script = """
                tar xzf "$0"
                head -n 1 manifest.signature | base64 -d > value
                tail -n +2 manifest.signature > chain.pem
                openssl x509 -in chain.pem -noout -pubkey > signer.pub
                openssl verify -CAfile "$1" -untrusted chain.pem chain.pem
                openssl dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -verify signer.pub -signature value integrity.txt
                """;
        ExternalTool.run(
                        unpacked,
                        "bash",
                        "-euc",
                        script,
                        file.toString(),
                        keys.path("root.crt").toString())
                .succeeded();
    }

    @Test
    void a_raw_signature_with_the_certificate_of_another_signer_is_refused(@TempDir Path temp) throws IOException {
        Path file = rawPackage(temp);
        Path other = Files.writeString(temp.resolve("other"), keys.text("other.chain"));

        tamper(
                file,
                "old = by['manifest.signature'][1]; changed('manifest.signature', old[:old.index(b'\\n') + 1] + open('"
                        + other + "', 'rb').read())");

        assertFails(file, Aspect.SIGNATURE, "none of its certificates verifies it");
    }

    @Test
    void a_raw_signature_without_certificates_needs_the_signer_s_chain(@TempDir Path temp) {
        Path file = rawPackage(temp);
        tamper(file, "old = by['manifest.signature'][1]; changed('manifest.signature', old[:old.index(b'\\n') + 1])");
        PackageSignature chain = new PackageSignature(null, Certificates.parsePem(keys.text("rsa.chain")));

        assertThat(new PackageVerifier(NOW).verify(file, root, chain).passed()).isTrue();
        assertFails(file, Aspect.SIGNATURE, "does not contain the signer's certificate");
    }

    private Path rawPackage(Path temp) {
        return signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(),
                signer(RSA_PSS, keys.path("rsa.key"), keys.path("rsa.chain"), null),
                temp.resolve("out"));
    }

    @Test
    void a_zip_whose_headers_contradict_each_other_is_refused(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.ZIP, temp);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int local = text.indexOf("CHANGELOG.md");
        bytes[local] = 'X';
        Files.write(file, bytes);

        assertFails(file, Aspect.STRUCTURE, "its header differs from the packer's");
    }

    @Test
    void a_zip_with_data_before_between_or_after_is_refused(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.ZIP, temp);
        byte[] bytes = Files.readAllBytes(file);

        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.writeBytes("PK hidden".getBytes(StandardCharsets.US_ASCII));
        before.writeBytes(bytes);
        assertThat(verify(Files.write(temp.resolve("before.zip"), before.toByteArray()))
                        .failure())
                .contains(ErrorCode.PACKAGE_INVALID);

        ByteArrayOutputStream after = new ByteArrayOutputStream();
        after.writeBytes(bytes);
        after.write(0);
        assertThat(verify(Files.write(temp.resolve("after.zip"), after.toByteArray()))
                        .failure())
                .contains(ErrorCode.PACKAGE_INVALID);
    }

    @Test
    void a_zip_with_a_link_in_it_is_refused(@TempDir Path temp) {
        Path file = pack(PackageFormat.ZIP, temp);
        python(temp, """
                import sys, zipfile
                with zipfile.ZipFile(sys.argv[1], 'a') as z:
                    info = zipfile.ZipInfo('backend/bin/tool'); info.create_system = 3; info.external_attr = 0o120777 << 16
                    z.writestr(info, '/etc/passwd')
                """, file);

        assertFails(file, Aspect.STRUCTURE, "\"backend/bin/tool\": its directory entry differs from the packer's");
    }

    @Test
    void a_file_that_is_not_a_package_is_reported(@TempDir Path temp) throws IOException {
        assertFails(
                Files.writeString(temp.resolve("text"), "hello"),
                Aspect.STRUCTURE,
                "neither a gzip-compressed tar nor a zip");
        assertThatThrownBy(() -> verify(temp.resolve("missing")))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_UNREADABLE));
    }

    @Test
    void the_report_states_id_and_version_and_a_file_with_another_version_in_its_name_is_refused(@TempDir Path temp)
            throws IOException {
        Path file = pack(PackageFormat.PXP, temp);
        VerificationReport report = verify(file);

        assertThat(report.pluginId()).isEqualTo("com.example.note");
        assertThat(report.version()).isEqualTo("1.2.3");
        Path renamed = Files.move(file, file.resolveSibling("com.example.note-2.0.0.pxp"));
        assertFails(renamed, Aspect.IDENTITY, "plugin.yaml has com.example.note 1.2.3, but the file is named");
        Path unversioned = Files.move(renamed, file.resolveSibling("package.pxp"));
        assertThat(verify(unversioned).passed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.note-1.2.3-rc.1.pxp",
                "com.example.note-1.2.3-rc-1.pxp",
                "com.example.note-v2.0.0.pxp",
                "com.example.note_2.0.0.pxp",
                "com.example.note@2.0.0.pxp",
                "com.example.note-2.0.0.PXP",
                "com.example.note-1.2.3+build.5.pxp",
                "com.example.other-1.2.3.pxp"
            })
    void a_file_name_with_another_version_is_refused_in_every_spelling(String name, @TempDir Path temp)
            throws IOException {
        Path file = pack(PackageFormat.PXP, temp);

        assertFails(
                Files.move(file, file.resolveSibling(name)),
                Aspect.IDENTITY,
                "plugin.yaml has com.example.note 1.2.3, but the file is named");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.example.note-v1.2.3.pxp", "com.example.note-1.2.3-windows-amd64.pxp", "note.pxp", "upload"})
    void a_file_name_that_does_not_contradict_is_accepted(String name, @TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.PXP, temp);

        assertThat(verify(Files.move(file, file.resolveSibling(name))).passed()).isTrue();
    }

    @Test
    void the_platform_is_that_of_the_file_s_name(@TempDir Path temp) throws IOException {
        Path file = pack(PackageFormat.PXP, temp);
        Path forLinux = Files.copy(file, file.resolveSibling("com.example.note-1.2.3-linux-amd64.pxp"));
        Path odd = Files.copy(file, file.resolveSibling("com.example.note-1.2.3-(copy).pxp"));

        assertThat(verify(file).platform()).isEqualTo("any");
        assertThat(verify(forLinux).platform()).isEqualTo("linux-amd64");
        assertThat(verify(odd).platform()).isEqualTo("any");
    }

    @Test
    void a_changed_mode_is_found(@TempDir Path temp) {
        Path file = pack(PackageFormat.PXP, temp);

        tamper(file, "by['plugin.yaml'][0].mode = 0o755");

        assertFails(file, Aspect.STRUCTURE, "\"plugin.yaml\": its mode is not the one that the packer gives it");
    }

    private Path pack(PackageFormat format, Path temp) {
        return signedPackage(
                new SampleProject(temp.resolve("project")).root(),
                SampleProject.request(format),
                signer(CMS, keys.path("good.key"), keys.path("good.chain"), null),
                temp.resolve("out"));
    }

    private VerificationReport verify(Path file) {
        return new PackageVerifier(NOW).verify(file, root);
    }

    private void assertFails(Path file, Aspect aspect, String detail) {
        VerificationReport report = verify(file);
        Check check = check(report, aspect);
        assertThat(check.ok()).as(check.detail()).isFalse();
        assertThat(check.detail()).contains(detail);
        assertThat(report.passed()).isFalse();
    }

    private static Check check(VerificationReport report, Aspect aspect) {
        return report.checks().stream()
                .filter(check -> check.aspect() == aspect)
                .findFirst()
                .orElseThrow();
    }

    private static void tamper(Path file, String edit) {
        python(file.getParent(), REWRITE_TAR.formatted(edit), file);
    }

    private static void python(Path folder, String script, Path file) {
        ExternalTool.run(
                        folder,
                        List.of("python3", "-c", script, file.toString()).toArray(String[]::new))
                .succeeded();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return zipped.toByteArray();
    }

    private static byte[] gunzip(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
