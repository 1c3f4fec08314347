package io.gradus.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The published leaves, roots and proofs are those of the reference implementation, transparency-dev/merkle. */
class MerkleTreeTests {

    private static final HexFormat HEX = HexFormat.of();

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static MerkleTree published() {
        MerkleTree tree = new MerkleTree();
        LEAVES.forEach(leaf -> tree.append(MerkleTree.leafHash(HEX.parseHex(leaf))));
        return tree;
    }

    private static MerkleTree treeOf(int size) {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < size; i++) {
            tree.append(leaf(i));
        }
        return tree;
    }

    private static byte[] leaf(int number) {
        return MerkleTree.leafHash(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HEX::formatHex).toList();
    }

    @Test
    void theRootsAreThePublishedOnes() {
        MerkleTree tree = published();

        for (int size = 0; size <= 8; size++) {
            assertThat(HEX.formatHex(tree.root(size))).isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void theInclusionProofsAreThePublishedOnes() {
        MerkleTree tree = published();

        assertThat(hex(tree.inclusionProof(0, 1).hashes())).isEmpty();
        assertThat(hex(tree.inclusionProof(0, 8).hashes()))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.inclusionProof(5, 8).hashes()))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.inclusionProof(2, 3).hashes()))
                .containsExactly("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assertThat(hex(tree.inclusionProof(1, 5).hashes()))
                .containsExactly(
                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    @Test
    void theConsistencyProofsAreThePublishedOnes() {
        MerkleTree tree = published();

        assertThat(hex(tree.consistencyProof(1, 1))).isEmpty();
        assertThat(hex(tree.consistencyProof(1, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.consistencyProof(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.consistencyProof(2, 5)))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
        assertThat(hex(tree.consistencyProof(6, 7)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Property(tries = 500)
    void everyInclusionProofProvesAndNoChangedOneDoes(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(max = 299) int somewhere,
            @ForAll @IntRange(max = 255) int bit) {
        MerkleTree tree = treeOf(300);
        int index = somewhere % size;
        byte[] root = tree.root(size);
        InclusionProof proof = tree.inclusionProof(index, size);

        assertThat(proof.proves(leaf(index), root)).isTrue();
        assertThat(InclusionProof.read(proof.canonical()).proves(leaf(index), root))
                .isTrue();
        assertThat(proof.proves(flipped(leaf(index), bit), root)).isFalse();
        assertThat(proof.proves(leaf(index), flipped(root, bit))).isFalse();
        for (List<byte[]> changed : changes(proof.hashes(), bit)) {
            assertThat(new InclusionProof(index, size, changed).proves(leaf(index), root))
                    .isFalse();
        }
    }

    @Property(tries = 500)
    void everyConsistencyProofProvesAndNoChangedOneDoes(
            @ForAll @IntRange(min = 1, max = 300) int second,
            @ForAll @IntRange(max = 299) int somewhere,
            @ForAll @IntRange(max = 255) int bit) {
        MerkleTree tree = treeOf(300);
        int first = 1 + somewhere % second;
        byte[] before = tree.root(first);
        byte[] after = tree.root(second);
        List<byte[]> proof = tree.consistencyProof(first, second);

        assertThat(MerkleTree.isConsistent(first, before, second, after, proof)).isTrue();
        assertThat(MerkleTree.isConsistent(first, flipped(before, bit), second, after, proof))
                .isFalse();
        assertThat(MerkleTree.isConsistent(first, before, second, flipped(after, bit), proof))
                .isFalse();
        for (List<byte[]> changed : changes(proof, bit)) {
            assertThat(MerkleTree.isConsistent(first, before, second, after, changed))
                    .isFalse();
        }
    }

    @Property(tries = 100)
    void aTreeThatGrowsHasTheRootsOfTheWholeOne(@ForAll @IntRange(max = 300) int size) {
        MerkleTree whole = treeOf(300);

        assertThat(treeOf(size).root()).isEqualTo(whole.root(size)).isEqualTo(byDefinition(0, size));
    }

    @Test
    void whatIsNotInTheTreeCannotBeAskedFor() {
        MerkleTree tree = published();

        assertThatThrownBy(() -> tree.root(9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusionProof(3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistencyProof(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.append(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 9162, section 2.1.1, word by word. */
    private static byte[] byDefinition(int start, int end) {
        if (end == start) {
            return Sha256.of();
        }
        if (end - start == 1) {
            return leaf(start);
        }
        int middle = start + Integer.highestOneBit(end - start - 1);
        return Sha256.of(new byte[] {1}, byDefinition(start, middle), byDefinition(middle, end));
    }

    private static List<List<byte[]>> changes(List<byte[]> hashes, int bit) {
        List<List<byte[]>> changes = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            List<byte[]> flipped = new ArrayList<>(hashes);
            flipped.set(i, flipped(hashes.get(i), bit));
            changes.add(flipped);
            List<byte[]> shorter = new ArrayList<>(hashes);
            shorter.remove(i);
            changes.add(shorter);
        }
        List<byte[]> longer = new ArrayList<>(hashes);
        longer.add(leaf(7));
        changes.add(longer);
        return changes;
    }

    private static byte[] flipped(byte[] hash, int bit) {
        byte[] flipped = hash.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
