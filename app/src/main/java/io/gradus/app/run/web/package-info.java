/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.run.web;

import org.jspecify.annotations.NullMarked;
