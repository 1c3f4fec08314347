/** May use nothing, and uses upper all the same. */
@ApplicationModule(allowedDependencies = {})
package io.gradus.app.plantedmodules.lower;

import org.springframework.modulith.ApplicationModule;
