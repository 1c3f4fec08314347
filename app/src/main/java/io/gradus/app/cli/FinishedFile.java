package io.gradus.app.cli;

import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** A file that appears under its name only when it is complete. */
final class FinishedFile {

    private FinishedFile() {}

    /** What writes the file. */
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** @throws Refusal when nothing can be written there */
    static void write(Path target, Writing writing) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target) || folder == null || !Files.isDirectory(folder)) {
            throw new Refusal("refusal.out", target);
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                writing.to(out);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    static void say(CommandSpec spec, Path file) throws IOException {
        spec.commandLine()
                .getOut()
                .println(Texts.in(Locale.getDefault()).format("cli.written", file, Files.size(file)));
    }
}
