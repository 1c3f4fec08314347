package io.gradus.app.plantedmodules;

import org.springframework.modulith.Modulithic;

/** Stands above two modules, one of which uses the other although it may not. */
@Modulithic
public final class PlantedApplication {}
