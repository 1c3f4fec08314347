package io.gradus.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The modules put together; the command line starts it when a command needs the database or serves HTTP. */
@SpringBootApplication
public class GradusApplication {}
