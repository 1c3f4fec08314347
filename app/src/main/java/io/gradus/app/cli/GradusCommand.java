package io.gradus.app.cli;

import com.mongodb.MongoException;
import io.gradus.app.policy.InvalidPolicyException;
import io.gradus.app.shared.EvaluationDate;
import io.gradus.app.shared.Refusal;
import io.gradus.app.shared.Texts;
import io.gradus.rules.InvalidVocabularyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code gradus}. Exit codes: 0 done, 1 done but something is wrong with the input, 2 refused. */
@Command(
        name = "gradus",
        mixinStandardHelpOptions = true,
        version = "gradus 0.1.0",
        resourceBundle = "io.gradus.app.usage",
        subcommands = {
            EvaluateCommand.class,
            CheckCommand.class,
            TestCommand.class,
            DiffCommand.class,
            ExportCommand.class,
            NewCommand.class,
            ImportCommand.class,
            ServeCommand.class,
            ConfigCommand.class,
            DemoCommand.class,
            LedgerCommand.class,
            ReevaluateCommand.class,
            BenchCommand.class
        })
public final class GradusCommand {

    private static final Logger log = LoggerFactory.getLogger(GradusCommand.class);

    /** The exit code when the input has errors. */
    static final int WRONG_INPUT = 1;

    /** The exit code when a command is refused, or its arguments are not understood. */
    static final int REFUSED = 2;

    /** The entry of the executable jar. */
    public static void main(String... arguments) {
        System.exit(run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs a command that writes to the given writers and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new GradusCommand())
                .setOut(out)
                .setErr(err)
                .registerConverter(LocalDate.class, GradusCommand::day)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(GradusCommand::explain)
                .execute(arguments);
    }

    private static LocalDate day(String text) {
        try {
            return EvaluationDate.of(text);
        } catch (Refusal e) {
            throw new CommandLine.TypeConversionException(e.message(Locale.getDefault()));
        }
    }

    private static boolean isExplained(Throwable cause) {
        return cause instanceof Refusal
                || cause instanceof InvalidVocabularyException
                || cause instanceof MongoException
                || cause instanceof PortInUseException
                || cause instanceof BindException;
    }

    private static ConfigurationPropertyName setting(BindException unread) {
        // Not its value, which may be a password.
        ConfigurationProperty property = unread.getProperty();
        return property == null ? unread.getName() : property.getName();
    }

    private static String unexpected(Exception problem, Locale locale) {
        try {
            return Texts.in(locale).format("cli.fault", FaultReport.write(problem));
        } catch (IOException e) {
            return Texts.in(locale).format("cli.fault-only", problem.getClass().getName());
        }
    }

    private static int explain(Exception problem, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        Locale locale = Locale.getDefault();
        Throwable cause = problem;
        // Spring wraps what a component refuses while it starts.
        while (cause.getCause() != null && !isExplained(cause)) {
            cause = cause.getCause();
        }
        if (cause instanceof InvalidPolicyException invalid) {
            FindingPrinter.print(err, invalid.source(), invalid.findings(), locale);
        }
        if (cause instanceof Refusal refusal) {
            err.println("gradus: " + refusal.message(locale));
        } else if (cause instanceof InvalidVocabularyException invalid) {
            FindingPrinter.print(err, invalid.source(), invalid.findings(), locale);
        } else if (cause instanceof MongoException refused) {
            // Not its message, which may hold personal values.
            log.error("{}, code {}", refused.getClass().getSimpleName(), refused.getCode());
            err.println("gradus: " + Texts.in(locale).format("refusal.mongodb-down"));
        } else if (cause instanceof PortInUseException taken) {
            err.println("gradus: " + Texts.in(locale).format("refusal.port", taken.getPort()));
        } else if (cause instanceof BindException unread) {
            err.println("gradus: " + Texts.in(locale).format("refusal.setting", setting(unread)));
        } else {
            err.println("gradus: " + unexpected(problem, locale));
        }
        return REFUSED;
    }
}
