package io.gradus.app.cli;

import io.gradus.app.policy.InvalidPolicyException;
import io.gradus.app.shared.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** Does the same with each of several files; one that is refused is told of and does not keep the others back. */
final class EachFile {

    private EachFile() {}

    /** The highest of the exit codes that the work gives for each file. */
    static int of(List<String> files, CommandLine command, ToIntFunction<String> work) {
        int worst = 0;
        for (String file : files) {
            worst = Math.max(worst, done(file, command, work));
        }
        return worst;
    }

    private static int done(String file, CommandLine command, ToIntFunction<String> work) {
        try {
            return work.applyAsInt(file);
        } catch (InvalidPolicyException invalid) {
            FindingPrinter.print(command.getErr(), invalid.source(), invalid.findings(), Locale.getDefault());
        } catch (Refusal refusal) {
            command.getErr().println("gradus: " + refusal.message(Locale.getDefault()));
        }
        return GradusCommand.REFUSED;
    }
}
