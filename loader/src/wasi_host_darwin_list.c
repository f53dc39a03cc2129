/* Entries of a directory, by the functions of POSIX. */
#include "wasi_host_posix.h"

#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "wasi_host_cookies.h"

static uint8_t type_of(zw_handle dir, const struct dirent *e) {
    zw_stat st;
    switch (e->d_type) {
    case DT_BLK: return FT_BLOCK_DEVICE;
    case DT_CHR: return FT_CHARACTER_DEVICE;
    case DT_DIR: return FT_DIRECTORY;
    case DT_REG: return FT_REGULAR_FILE;
    case DT_LNK: return FT_SYMBOLIC_LINK;
    case DT_SOCK: return FT_SOCKET_STREAM;
    case DT_FIFO: return FT_UNKNOWN;
    default: return zw_sys_stat_at(dir, e->d_name, &st) == W_SUCCESS ? st.type : FT_UNKNOWN;
    }
}

uint32_t zw_listing_fill(zw_listing *listing, zw_handle dir) {
    int fd = openat((int)dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    uint32_t error = zw_posix_result(!stream);
    if (error) {
        zw_sys_close(fd, true);
        return error;
    }
    const struct dirent *e;
    while (!error && (errno = 0, e = readdir(stream)) != NULL)
        error = zw_listing_add(listing, e->d_name, strlen(e->d_name), (uint64_t)e->d_ino, type_of(dir, e));
    if (!error && errno)
        error = zw_posix_error(errno);
    closedir(stream);
    return error;
}
