package io.powerx.publish.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrityListTest {
    private static final List<PackageEntry> ENTRIES = List.of(entry("a"), entry("b/\u7b14\u8bb0.json"));

    @Test
    void a_list_is_that_of_the_entries_it_was_written_for_and_of_no_others() {
        byte[] list = IntegrityList.write(ENTRIES);

        assertThat(new String(list, StandardCharsets.UTF_8))
                .isEqualTo(Sha256.hex("a") + "  a\n" + Sha256.hex("b/\u7b14\u8bb0.json") + "  b/\u7b14\u8bb0.json\n");
        assertThat(IntegrityList.isListOf(ENTRIES, list)).isTrue();
        assertThat(IntegrityList.isListOf(ENTRIES.subList(0, 1), list)).isFalse();
        assertThat(IntegrityList.isListOf(List.of(entry("a"), entry("c")), list))
                .isFalse();
        assertThat(IntegrityList.isListOf(ENTRIES, Arrays.copyOf(list, list.length - 1)))
                .isFalse();
        assertThat(IntegrityList.isListOf(ENTRIES, Arrays.copyOf(list, list.length + 1)))
                .isFalse();
        assertThat(IntegrityList.isListOf(List.of(), new byte[0])).isTrue();
    }

    private static PackageEntry entry(String path) {
        return new PackageEntry(path, 1, false, Sha256.hex(path));
    }
}
