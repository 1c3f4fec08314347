package io.gradus.app.cli;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a command leaves for its makers of a fault of its own: where it happened, without what it said, which may be personal. */
final class FaultReport {

    private FaultReport() {}

    /** Writes the report into the folder for temporary files, for its owner alone to read. */
    static Path write(Throwable fault) throws IOException {
        Path file = Files.createTempFile("gradus-fault-", ".txt");
        return Files.writeString(file, text(fault));
    }

    private static String text(Throwable fault) {
        return Stream.iterate(fault, one -> one != null, Throwable::getCause)
                .flatMap(one -> Stream.concat(
                        Stream.of(one.getClass().getName()),
                        Arrays.stream(one.getStackTrace()).map(frame -> "    at " + frame)))
                .collect(joining("\n", "", "\n"));
    }
}
