/** The command line: every backlink of some targets into files of NDJSON. Made of the library's public API alone. */
@NullMarked
package io.backflux.cli;

import org.jspecify.annotations.NullMarked;
