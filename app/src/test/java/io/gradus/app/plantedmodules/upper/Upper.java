package io.gradus.app.plantedmodules.upper;

/** Used by a module that may not. */
public record Upper(String name) {}
