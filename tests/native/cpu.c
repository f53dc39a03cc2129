/* cpu MASK...: which of these features the processor has, asked for one after the other. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "zw.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        printf("%" PRIu64 "\n", zw_cpu_features(strtoull(argv[i], NULL, 0)));
    printf("%d %d\n", zw_cpu_has("avx2"), zw_cpu_has("no such feature"));
    return 0;
}
