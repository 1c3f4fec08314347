package io.gradus.app.cli;

import io.gradus.app.GradusApplication;
import io.gradus.app.shared.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** Where the data lies, and the start of the service on it. */
final class DatabaseOptions {

    /** The folder that the configuration names where nothing else does. */
    private static final Path CONFIGURED = Path.of("data");

    private final Path usual;

    @Option(names = "--data", paramLabel = "DIR")
    private @Nullable Path data;

    // From the environment Spring takes it by itself: gradus.mongodb.uri is GRADUS_MONGODB_URI there.
    @Option(names = "--mongodb-uri", paramLabel = "URI")
    private @Nullable String mongodbUri;

    @Option(names = "--vocabulary", paramLabel = "FILE.yaml", defaultValue = "${env:GRADUS_VOCABULARY}")
    private @Nullable Path vocabulary;

    /** @param usual the folder of the embedded database where none is named */
    DatabaseOptions(Path usual) {
        this.usual = usual;
    }

    /** The modules without HTTP, each started when it is asked for: an import compiles no policies. */
    ConfigurableApplicationContext open() {
        return start(WebApplicationType.NONE, List.of("--spring.main.lazy-initialization=true"));
    }

    /**
     * The service, on a port of the address; 0 chooses a free one.
     *
     * @param address absent for the one of the configuration
     * @param port absent for the one of the configuration
     */
    ConfigurableApplicationContext serve(@Nullable String address, @Nullable Integer port) {
        List<String> arguments = new ArrayList<>();
        if (port != null) {
            if (port < 0 || port > 65_535) {
                throw new Refusal("refusal.port-number", port);
            }
            arguments.add("--server.port=" + port);
        }
        if (address != null) {
            address(address);
            arguments.add("--server.address=" + address);
        }
        return start(WebApplicationType.SERVLET, arguments);
    }

    /** @throws Refusal when there is no such address */
    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new Refusal("refusal.address", text);
        }
    }

    private ConfigurableApplicationContext start(WebApplicationType type, List<String> more) {
        List<String> arguments = new ArrayList<>(more);
        if (data != null || !usual.equals(CONFIGURED)) {
            arguments.add("--gradus.mongodb.data=" + (data == null ? usual : data));
        }
        if (mongodbUri != null) {
            arguments.add("--gradus.mongodb.uri=" + mongodbUri);
        }
        if (vocabulary != null) {
            arguments.add("--gradus.policy.vocabulary=" + vocabulary);
        }
        return new SpringApplicationBuilder(GradusApplication.class)
                .web(type)
                .logStartupInfo(false)
                .run(arguments.toArray(String[]::new));
    }
}
