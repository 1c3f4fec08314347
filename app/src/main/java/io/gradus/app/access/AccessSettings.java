package io.gradus.app.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sign-in is guarded.
 *
 * @param failures so many wrong passwords in a row lock a user
 * @param lock for so long
 * @param longestToken a token lives at most so long
 */
@ConfigurationProperties("gradus.access")
public record AccessSettings(
        @DefaultValue("5") int failures,
        @DefaultValue("15m") Duration lock,
        @DefaultValue("366d") Duration longestToken) {}
