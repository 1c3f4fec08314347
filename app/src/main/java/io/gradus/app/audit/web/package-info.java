/** The HTTP interface of the module. */
@NullMarked
package io.gradus.app.audit.web;

import org.jspecify.annotations.NullMarked;
