/* Types of open files, and their rights. */
#include "wasi_impl.h"

uint32_t zw_classify(zw_handle host, uint8_t *type, uint64_t *rights) {
    zw_nature nature;
    uint32_t error = zw_sys_nature(host, &nature);
    if (error)
        return error;
    *type = nature.type;
    switch (*type) {
    case FT_SOCKET_STREAM:
    case FT_SOCKET_DGRAM:
        *rights = R_SOCKET;
        return W_SUCCESS;
    case FT_DIRECTORY:
        *rights = R_DIRECTORY;
        return W_SUCCESS;
    case FT_REGULAR_FILE:
    case FT_BLOCK_DEVICE:
        *rights = R_FILE;
        break;
    case FT_CHARACTER_DEVICE: /* a guest takes a character device that cannot seek for a terminal */
        *rights = nature.terminal ? R_STREAM : R_STREAM | R_FD_SEEK | R_FD_TELL;
        break;
    default:
        *rights = R_STREAM;
    }
    if (!nature.writes)
        *rights &= ~(uint64_t)(R_FD_WRITE | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE);
    if (!nature.reads)
        *rights &= ~(uint64_t)R_FD_READ;
    return W_SUCCESS;
}
