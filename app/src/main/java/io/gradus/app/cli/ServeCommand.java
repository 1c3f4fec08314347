package io.gradus.app.cli;

import io.gradus.app.shared.Texts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service and stays until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ServeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--port", defaultValue = "8080", paramLabel = "PORT")
    private int port = 8080;

    @Override
    public Integer call() throws InterruptedException {
        ConfigurableApplicationContext context = database.serve(port);
        spec.commandLine().getOut().println(address(context));
        Thread.currentThread().join();
        return 0;
    }

    /** The line that says where the service is. */
    static String address(ConfigurableApplicationContext context) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return Texts.in(Locale.getDefault()).format("cli.serving", "http://127.0.0.1:" + port + "/");
    }
}
