/** The HTTP interface of the module: sign-in, rights, and the users' and tokens' endpoints. */
@NullMarked
package io.gradus.app.access.web;

import org.jspecify.annotations.NullMarked;
