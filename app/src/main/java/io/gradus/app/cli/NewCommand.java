package io.gradus.app.cli;

import io.gradus.app.policy.NewWorkbooks;
import io.gradus.app.policy.WorkbookSettings;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a workbook to start from. */
@Command(name = "new", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class NewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final VocabularyOption vocabularyOption = new VocabularyOption();

    @Parameters(paramLabel = "ID", descriptionKey = "NEW-ID")
    private String id = "";

    @Option(names = "--like", paramLabel = "ID|FILE")
    private @Nullable String like;

    @Option(names = "--fields", paramLabel = "FIELD,FIELD")
    private @Nullable String fields;

    @Option(names = "--outcomes", paramLabel = "CODE,CODE")
    private @Nullable String outcomes;

    @Option(names = "--out", paramLabel = "FILE.xlsx", descriptionKey = "new-out")
    private @Nullable Path out;

    @Override
    public Integer call() {
        byte[] workbook = workbook(new NewWorkbooks(vocabularyOption.read(), WorkbookSettings.configured()));
        Path file = out == null ? Path.of(id + ".xlsx") : out;
        try {
            Files.write(file, workbook, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Refusal("refusal.new-exists", file);
        } catch (IOException e) {
            throw new Refusal("refusal.out", file);
        }
        spec.commandLine().getOut().println(Texts.in(Locale.getDefault()).format("cli.new", id, file));
        return 0;
    }

    private byte[] workbook(NewWorkbooks workbooks) {
        if (like != null && fields == null && outcomes == null) {
            return workbooks.like(id, like);
        }
        if (like == null && fields != null && outcomes != null) {
            return workbooks.over(id, names(fields), names(outcomes));
        }
        throw new Refusal("refusal.new-what");
    }

    private static List<String> names(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }
}
