package io.gradus.app.override;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param longestDays an override holds for at most so many days from the day it is proposed */
@ConfigurationProperties("gradus.override")
public record OverrideSettings(@DefaultValue("366") int longestDays) {}
