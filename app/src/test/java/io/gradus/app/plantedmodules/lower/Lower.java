package io.gradus.app.plantedmodules.lower;

import io.gradus.app.plantedmodules.upper.Upper;

/** Uses what it may not. */
public record Lower(Upper upper) {}
