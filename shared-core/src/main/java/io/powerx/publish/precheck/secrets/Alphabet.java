package io.powerx.publish.precheck.secrets;

import java.util.BitSet;

/** A set of ASCII characters. */
final class Alphabet {
    static final Alphabet DIGITS = new Alphabet("0123456789");
    static final Alphabet HEX = new Alphabet("0123456789abcdef");
    static final Alphabet LETTERS = letters();
    static final Alphabet BASE62 = LETTERS.plus("0123456789");
    static final Alphabet BASE64 = BASE62.plus("+/");
    static final Alphabet BASE64URL = BASE62.plus("-_");
    static final Alphabet BASE32 = new Alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");

    private final BitSet characters;

    Alphabet(String characters) {
        this.characters = new BitSet();
        characters.chars().forEach(this.characters::set);
    }

    Alphabet plus(String more) {
        Alphabet union = new Alphabet(more);
        union.characters.or(characters);
        return union;
    }

    boolean contains(byte character) {
        return character >= 0 && characters.get(character);
    }

    boolean containsAll(String text) {
        return text.chars().allMatch(character -> character < 0x80 && characters.get(character));
    }

    private static Alphabet letters() {
        StringBuilder letters = new StringBuilder();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            letters.append(letter).append(Character.toLowerCase(letter));
        }
        return new Alphabet(letters.toString());
    }
}
