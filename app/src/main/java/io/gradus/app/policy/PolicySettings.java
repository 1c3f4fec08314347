package io.gradus.app.policy;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param vocabulary a vocabulary of the deployment's own; absent for the one that ships */
@ConfigurationProperties("gradus.policy")
record PolicySettings(@Nullable Path vocabulary) {}
