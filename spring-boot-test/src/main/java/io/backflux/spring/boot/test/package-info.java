/** A simulator of the API for the tests of a Spring Boot application. */
@NullMarked
package io.backflux.spring.boot.test;

import org.jspecify.annotations.NullMarked;
