package io.gradus.app.cli;

import io.gradus.app.access.FirstStart;
import io.gradus.app.shared.Texts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the service and stays until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true, resourceBundle = "io.gradus.app.usage")
final class ServeCommand implements Callable<Integer> {

    /** Where only programs of this machine can call. */
    static final String LOOPBACK = "127.0.0.1";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions(Path.of("data"));

    @Option(names = "--port", paramLabel = "PORT")
    private @Nullable Integer port;

    @Option(names = "--address", paramLabel = "ADDRESS", defaultValue = "${env:GRADUS_ADDRESS}")
    private @Nullable String address;

    @Override
    public Integer call() throws InterruptedException {
        ConfigurableApplicationContext context = database.serve(address, port);
        PrintWriter out = spec.commandLine().getOut();
        context.getBean(FirstStart.class)
                .administrator(System.getenv("GRADUS_ADMIN_PASSWORD"))
                .ifPresent(drawn -> out.println(Texts.in(Locale.getDefault())
                        .format("cli.first-administrator", FirstStart.ADMINISTRATOR, drawn.value())));
        out.println(address(context));
        Thread.currentThread().join();
        return 0;
    }

    /** The line that says where the service is. */
    static String address(ConfigurableApplicationContext context) {
        String host = context.getEnvironment().getProperty("server.address", LOOPBACK);
        String port = context.getEnvironment().getProperty("local.server.port");
        return Texts.in(Locale.getDefault())
                .format("cli.serving", "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
    }
}
