package io.powerx.publish.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Programs that consist of headers only, as their specifications describe them. */
public final class Binaries {
    public static final int AMD64 = 0x3e;
    public static final int ARM64 = 0xb7;
    public static final int RISCV = 0xf3;

    private Binaries() {}

    /** A 64-bit ELF program with one segment of 200 bytes. */
    public static byte[] elf(int machine) {
        ByteBuffer elf = ByteBuffer.allocate(320).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        elf.putShort((short) 2).putShort((short) machine).putInt(1).putLong(0x400000);
        elf.putLong(64).putLong(0).putInt(0).putShort((short) 64);
        elf.putShort((short) 56)
                .putShort((short) 1)
                .putShort((short) 64)
                .putShort((short) 0)
                .putShort((short) 0);
        elf.putInt(1).putInt(5).putLong(120).putLong(0x400000).putLong(0x400000);
        elf.putLong(200).putLong(200).putLong(4096);
        return elf.array();
    }

    /** A 64-bit Mach-O program for arm64 with one segment of 200 bytes. */
    public static byte[] machO() {
        ByteBuffer program = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        program.putInt(0xfeedfacf)
                .putInt(0x0100000c)
                .putInt(0)
                .putInt(2)
                .putInt(1)
                .putInt(72)
                .putInt(0)
                .putInt(0);
        program.putInt(0x19)
                .putInt(72)
                .put("__TEXT".getBytes(StandardCharsets.US_ASCII))
                .position(56);
        program.putLong(0).putLong(4096).putLong(104).putLong(200);
        return program.array();
    }

    /** A universal program with one architecture. */
    public static byte[] universal() {
        byte[] part = machO();
        ByteBuffer program = ByteBuffer.allocate(28 + part.length);
        program.putInt(0xcafebabe)
                .putInt(1)
                .putInt(0x0100000c)
                .putInt(0)
                .putInt(28)
                .putInt(part.length)
                .putInt(0)
                .put(part);
        return program.array();
    }

    /** A program for Windows on amd64 without sections. */
    public static byte[] portableExecutable() {
        ByteBuffer program = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        program.put(new byte[] {'M', 'Z', (byte) 0x90, 0, 3, 0}).position(0x3c);
        program.putInt(0x80).position(0x80);
        program.putInt(0x4550).putShort((short) 0x8664).putShort((short) 0).position(0x80 + 20);
        program.putShort((short) 0);
        return program.array();
    }

    public static byte[] first(byte[] program, int length) {
        return Arrays.copyOf(program, length);
    }
}
