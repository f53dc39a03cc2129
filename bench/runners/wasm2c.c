/* As much of WASI as the C programs need, around a module that `wasm2c -n guest` has translated to guest.c. */
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "guest.h"

#define WASI(name) Z_wasi_snapshot_preview1Z_##name
#define AT(type, address) (*(type *)(wasi->memory->data + (address)))

enum { BADF = 8, SPIPE = 70, CHARACTER_DEVICE = 2 };

typedef struct Z_wasi_snapshot_preview1_instance_t {
    wasm_rt_memory_t *memory;
    int argc;
    char **argv;
} Wasi;

u32 WASI(args_sizes_get)(Wasi *wasi, u32 count, u32 size)
{
    AT(u32, count) = (u32)wasi->argc;
    AT(u32, size) = 0;
    for (int i = 0; i < wasi->argc; i++)
        AT(u32, size) += (u32)strlen(wasi->argv[i]) + 1;
    return 0;
}

u32 WASI(args_get)(Wasi *wasi, u32 table, u32 text)
{
    for (int i = 0; i < wasi->argc; i++) {
        AT(u32, table + 4 * (u32)i) = text;
        text += (u32)(stpcpy(&AT(char, text), wasi->argv[i]) + 1 - &AT(char, text));
    }
    return 0;
}

u32 WASI(clock_time_get)(Wasi *wasi, u32 id, u64 precision, u32 result)
{
    struct timespec t;
    (void)id, (void)precision;
    clock_gettime(CLOCK_MONOTONIC, &t);
    AT(u64, result) = (u64)t.tv_sec * 1000000000 + (u64)t.tv_nsec;
    return 0;
}

u32 WASI(fd_close)(Wasi *wasi, u32 fd)
{
    (void)wasi, (void)fd;
    return 0;
}

u32 WASI(fd_fdstat_get)(Wasi *wasi, u32 fd, u32 result)
{
    (void)fd;
    memset(&AT(u8, result), 0, 24);
    AT(u8, result) = CHARACTER_DEVICE;
    return 0;
}

u32 WASI(fd_prestat_get)(Wasi *wasi, u32 fd, u32 result)
{
    (void)wasi, (void)fd, (void)result;
    return BADF;
}

u32 WASI(fd_prestat_dir_name)(Wasi *wasi, u32 fd, u32 text, u32 size)
{
    (void)wasi, (void)fd, (void)text, (void)size;
    return BADF;
}

u32 WASI(fd_seek)(Wasi *wasi, u32 fd, u64 offset, u32 whence, u32 result)
{
    (void)wasi, (void)fd, (void)offset, (void)whence, (void)result;
    return SPIPE;
}

u32 WASI(fd_write)(Wasi *wasi, u32 fd, u32 pieces, u32 count, u32 result)
{
    struct iovec vector[16];
    if (fd > 2 || count > 16)
        return BADF;
    for (u32 i = 0; i < count; i++)
        vector[i] = (struct iovec){&AT(u8, AT(u32, pieces + 8 * i)), AT(u32, pieces + 8 * i + 4)};
    AT(u32, result) = (u32)writev((int)fd, vector, (int)count);
    return 0;
}

void WASI(proc_exit)(Wasi *wasi, u32 status)
{
    (void)wasi;
    exit((int)status);
}

int main(int argc, char **argv)
{
    Z_guest_instance_t guest;
    Wasi wasi = {NULL, argc, argv};
    wasm_rt_init();
    Z_guest_init_module();
    Z_guest_instantiate(&guest, &wasi);
    wasi.memory = Z_guestZ_memory(&guest);
    Z_guestZ__start(&guest);
    return 0;
}
