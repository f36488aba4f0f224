/** Leaves entries in audit trails, chains them, and hands trails out. Knows commands and queries, not how they are carried out. */
@NullMarked
package io.privicore.application.audit;

import org.jspecify.annotations.NullMarked;
