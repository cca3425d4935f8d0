/// The calendar of CronJobs.
@NullMarked
package dev.berth.operator.schedule;

import org.jspecify.annotations.NullMarked;
