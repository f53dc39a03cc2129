/* What system_posix.c asks of the file of its system; not for others. */
#ifndef ZW_SYSTEM_POSIX_H
#define ZW_SYSTEM_POSIX_H

void system_end_with_parent(void); /* in a child: it ends when the process ends that started it, where that can be asked for */

#endif
