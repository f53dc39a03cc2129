/* --perfmap: perf is a tool of Linux. */
#include "program.h"

int write_perfmap(const zw_module *m)
{
    (void)m;
    say_error(NULL, "NOT SUPPORTED: --perfmap on windows");
    return EXIT_CANNOT;
}
