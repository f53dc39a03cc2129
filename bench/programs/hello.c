/* The smallest useful program: cold start, and compilation of a module of less than 1 KB. */
#include <unistd.h>

int main(void)
{
    return write(1, "hello, world\n", 13) != 13;
}
