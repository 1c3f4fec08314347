package io.gradus.app.cli;

import io.gradus.app.ledger.Ledger;
import io.gradus.app.ledger.LedgerTree;
import io.gradus.app.shared.Refusal;
import io.gradus.proof.CanonicalJson;
import io.gradus.proof.MerkleTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a proof of RFC 9162: that an entry is in the tree, or that the tree continues an earlier one. */
@Command(name = "prove", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class LedgerProveCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private What what;

    /** One of the two proofs. */
    static final class What {
        @Option(names = "--entry", required = true, paramLabel = "SEQUENCE")
        private @Nullable Long entry;

        @Option(names = "--continues", required = true, paramLabel = "SIZE")
        private @Nullable Long continues;
    }

    @Option(names = "--size", paramLabel = "SIZE")
    private @Nullable Long size;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext context = database.open()) {
            context.getBean(Ledger.class).catchUp();
            byte[] proof = context.getBean(LedgerTree.class).ask(this::proof);
            spec.commandLine().getOut().println(new String(proof, StandardCharsets.UTF_8));
            return 0;
        }
    }

    private byte[] proof(MerkleTree tree) {
        long of = size == null ? tree.size() : size;
        long subject = what.entry == null ? (what.continues == null ? 0 : what.continues) : what.entry;
        if (subject < 1 || of < subject || of > tree.size()) {
            throw new Refusal("refusal.stretch", subject, of, tree.size());
        }
        if (what.entry != null) {
            return tree.inclusionProof(subject - 1, of).canonical();
        }
        return CanonicalJson.bytes(Map.of(
                "first",
                subject,
                "second",
                of,
                "firstRoot",
                HexFormat.of().formatHex(tree.root(subject)),
                "secondRoot",
                HexFormat.of().formatHex(tree.root(of)),
                "proof",
                tree.consistencyProof(subject, of).stream()
                        .map(HexFormat.of()::formatHex)
                        .toList()));
    }
}
