package io.powerx.publish.sandbox.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** A small package that is packed without the packer of the product. */
public final class SamplePackage {
    private final Map<String, byte[]> files = new TreeMap<>();

    /** A manifest and two files. */
    public static SamplePackage of(String pluginId, String version) {
        return new SamplePackage()
                .file("plugin.yaml", "id: " + pluginId + "\nversion: " + version + "\n")
                .file("backend/bin/plugin", "#!/bin/sh\nexit 0\n")
                .file("web-admin/index.html", "<p>Notes</p>\n");
    }

    public SamplePackage file(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The list of all files in the format of sha256sum. */
    public byte[] integrity() {
        return files.entrySet().stream()
                .map(file ->
                        HexFormat.of().formatHex(ContractClient.sha256(file.getValue())) + "  " + file.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    public byte[] tarGz() {
        return tarGz(integrity());
    }

    /** Replaces the integrity list. */
    public byte[] tarGz(byte[] integrity) {
        return tarGz(integrity, new TarArchiveEntry[0]);
    }

    /** Adds entries without content. */
    public byte[] tarGz(byte[] integrity, TarArchiveEntry... more) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            Map<String, byte[]> all = new TreeMap<>(files);
            all.put("integrity.txt", integrity);
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
            for (TarArchiveEntry entry : more) {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            Map<String, byte[]> all = new TreeMap<>(files);
            all.put("integrity.txt", integrity());
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
