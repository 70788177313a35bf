package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** A prefix code for an alphabet, canonical as DEFLATE requires (RFC 1951, section 3.2.2). */
final class HuffmanCode {
    private static final int SYMBOL_BITS = 9;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    /** The longest code of literals, lengths and distances. */
    static final int MAX_BITS = 15;

    /** Knuth, volume 3, section 5.2.1. */
    private static final int[] GAPS = {121, 40, 13, 4, 1};

    private final int limit;
    private final int[] lengths;
    private final int[] codes;

    /** The symbols that occur, below their frequencies. */
    private final int[] leaves;
    /** The node above each leaf. */
    private final int[] parents;
    /** The weight of each inner node, the node above it, and the number of nodes above it. */
    private final int[] weights;

    private final int[] innerParents;
    private final int[] depths;
    /** The weights of the items of a level of package-merge and of the level below it. */
    private int[] items;

    private int[] below;
    private final boolean[][] isLeaf;

    /** @param limit of the length of a code, in bits */
    HuffmanCode(int symbols, int limit) {
        this.limit = limit;
        lengths = new int[symbols];
        codes = new int[symbols];
        leaves = new int[symbols];
        parents = new int[symbols];
        weights = new int[symbols];
        innerParents = new int[symbols];
        depths = new int[symbols];
        below = new int[2 * symbols];
        items = new int[2 * symbols];
        isLeaf = new boolean[limit][2 * symbols];
    }

    /** A code of given lengths. */
    static HuffmanCode ofLengths(int... lengths) {
        HuffmanCode code = new HuffmanCode(lengths.length, MAX_BITS);
        System.arraycopy(lengths, 0, code.lengths, 0, lengths.length);
        code.assignCodes();
        return code;
    }

    int[] lengths() {
        return lengths;
    }

    /** The codes with their first bit lowest, as they are written. */
    int[] codes() {
        return codes;
    }

    /** The bits that symbols of these frequencies need with this code. */
    long bits(int[] frequencies) {
        long bits = 0;
        for (int i = 0; i < frequencies.length; i++) {
            bits += (long) frequencies[i] * lengths[i];
        }
        return bits;
    }

    /**
     * Becomes the best code for these frequencies. It is always complete, with at least two symbols, because some decoders reject others.
     *
     * @param frequencies of the symbols, less than 2^22 each
     */
    void build(int[] frequencies) {
        Arrays.fill(lengths, 0);
        int used = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                leaves[used++] = frequencies[symbol] << SYMBOL_BITS | symbol;
            }
        }
        for (int symbol = 0; used < 2; symbol++) {
            if (frequencies[symbol] == 0) {
                leaves[used++] = symbol;
            }
        }
        sortLeaves(used);
        if (!huffman(used)) {
            packageMerge(used);
        }
        assignCodes();
    }

    /** Shell's method. Compiling the JDK's sort takes the JIT longer than all sorting does. */
    private void sortLeaves(int used) {
        for (int gap : GAPS) {
            for (int i = gap; i < used; i++) {
                int leaf = leaves[i];
                int hole = i;
                for (; hole >= gap && leaves[hole - gap] > leaf; hole -= gap) {
                    leaves[hole] = leaves[hole - gap];
                }
                leaves[hole] = leaf;
            }
        }
    }

    /**
     * Huffman's method with two queues (van Leeuwen, 1976): the two lightest nodes become one until one is left. New nodes are never lighter
     * than those before them, so they need no sorting.
     *
     * @return whether no code is longer than allowed; if one is, no length is set
     */
    private boolean huffman(int used) {
        int leaf = 0;
        int inner = 0;
        for (int node = 0; node < used - 1; node++) {
            int weight = 0;
            for (int child = 0; child < 2; child++) {
                if (leaf < used && (inner == node || leaves[leaf] >>> SYMBOL_BITS <= weights[inner])) {
                    weight += leaves[leaf] >>> SYMBOL_BITS;
                    parents[leaf++] = node;
                } else {
                    weight += weights[inner];
                    innerParents[inner++] = node;
                }
            }
            weights[node] = weight;
        }
        depths[used - 2] = 0;
        for (int node = used - 3; node >= 0; node--) {
            depths[node] = depths[innerParents[node]] + 1;
        }
        // The lightest leaf is the deepest.
        if (depths[parents[0]] + 1 > limit) {
            return false;
        }
        for (leaf = 0; leaf < used; leaf++) {
            lengths[leaves[leaf] & SYMBOL_MASK] = depths[parents[leaf]] + 1;
        }
        return true;
    }

    /**
     * Package-merge (Larmore and Hirschberg, 1990). On the lowest level there are only leaves, the symbols in the order of their
     * frequencies; each level above has the leaves again, merged with pairs of the items of the level below. A symbol's length is the
     * number of levels on which its leaf is among the items that the first 2n - 2 items of the top level consist of. It takes several times
     * as long as Huffman's method, but limits the lengths.
     */
    private void packageMerge(int used) {
        int size = 0;
        for (int level = 0; level < limit; level++) {
            int[] swap = below;
            below = items;
            items = swap;
            size = merge(used, size / 2, isLeaf[level]);
        }
        int taken = 2 * used - 2;
        for (int level = limit - 1; level >= 0 && taken > 0; level--) {
            int takenLeaves = 0;
            for (int i = 0; i < taken; i++) {
                if (isLeaf[level][i]) {
                    lengths[leaves[takenLeaves++] & SYMBOL_MASK]++;
                }
            }
            taken = 2 * (taken - takenLeaves);
        }
    }

    private int merge(int used, int pairs, boolean[] leafOfLevel) {
        int leaf = 0;
        int pair = 0;
        int size = 0;
        while (leaf < used || pair < pairs) {
            int weight = leaf < used ? leaves[leaf] >>> SYMBOL_BITS : Integer.MAX_VALUE;
            int pairWeight = pair < pairs ? below[2 * pair] + below[2 * pair + 1] : Integer.MAX_VALUE;
            boolean takesLeaf = leaf < used && (pair == pairs || weight <= pairWeight);
            leafOfLevel[size] = takesLeaf;
            if (takesLeaf) {
                items[size++] = weight;
                leaf++;
            } else {
                items[size++] = pairWeight;
                pair++;
            }
        }
        return size;
    }

    private void assignCodes() {
        int[] next = new int[MAX_BITS + 2];
        for (int length : lengths) {
            next[length + 1]++;
        }
        // next[n] is the number of codes of n - 1 bits until it becomes the first code of n bits.
        next[1] = 0;
        for (int length = 2; length <= MAX_BITS; length++) {
            next[length] = (next[length - 1] + next[length]) << 1;
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length > 0) {
                codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
    }
}
