package io.gradus.app;

import io.gradus.app.cli.GradusCommand;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one entry: the command line, which starts the service when asked to. */
@SpringBootApplication
public class GradusApplication {

    public static void main(String[] arguments) {
        System.exit(GradusCommand.run(arguments));
    }
}
