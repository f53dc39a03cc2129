/* What os_posix.c asks of the file of its system; not for others. */
#ifndef ZW_OS_POSIX_H
#define ZW_OS_POSIX_H

#include <signal.h>

#include "os.h"

typedef struct zw_os_range {
    uint64_t low, size;
} zw_os_range;

zw_os_range zw_os_stack(void);               /* of the calling thread */
bool zw_os_was_sent(const siginfo_t *info);  /* by a process: no instruction faulted */

#if defined(__APPLE__)
#define ZW_STAT_CHANGED st_mtimespec
#else
#define ZW_STAT_CHANGED st_mtim
#endif

#endif
