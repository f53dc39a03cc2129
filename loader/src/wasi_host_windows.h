/* What the Windows rooms of wasi_host.h share. */
#ifndef ZW_WASI_HOST_WINDOWS_H
#define ZW_WASI_HOST_WINDOWS_H

#include <winsock2.h>
#include <windows.h>
#include <winternl.h>

#include "wasi_host.h"

/* What a zw_handle is the address of. */
typedef struct zw_win_file {
    HANDLE handle; /* a socket's, too */
    uint8_t type;  /* FT_* */
    bool reads, writes, append, nonblock, through;
    SRWLOCK position; /* what reads or writes at an offset moves it, and puts it back */
} zw_win_file;

static inline zw_win_file *zw_win(zw_handle h) {
    return (zw_win_file *)h;
}

static inline SOCKET zw_win_socket(zw_handle h) {
    return (SOCKET)(uintptr_t)zw_win(h)->handle;
}

static inline bool zw_win_is_socket(zw_handle h) {
    return zw_win(h)->type == FT_SOCKET_STREAM || zw_win(h)->type == FT_SOCKET_DGRAM;
}

/* Of GetLastError or WSAGetLastError. */
uint32_t zw_win_error(DWORD number);
uint32_t zw_win_status(NTSTATUS status);

static inline uint32_t zw_win_result(BOOL done) {
    return done ? W_SUCCESS : zw_win_error(GetLastError());
}

/* FT_*; a reparse point that stands for another name is a link. */
uint8_t zw_win_type(DWORD attributes, DWORD tag);

enum { ZW_WIDE = ZW_PATH_MAX }; /* UTF-16 units of a path; UTF-8 never takes fewer bytes than these */

/* The length, 0: not UTF-8, or empty, or too long. */
int zw_win_wide(const char *path, wchar_t out[ZW_WIDE]);
/* The length in bytes, without the NUL that follows; 0: does not fit. */
int zw_win_narrow(const wchar_t *path, int n, char *out, int size);

/* Opens one name in a directory ("." or "": itself), a link too; with a slash after it only what is a directory. */
uint32_t zw_win_open(zw_handle dir, const char *name, ACCESS_MASK access, ULONG disposition, ULONG options, HANDLE *out);
/* Attributes and, of a reparse point, its tag. */
uint32_t zw_win_attributes(HANDLE handle, FILE_ATTRIBUTE_TAG_INFO *info);
/* The same file, opened anew. */
uint32_t zw_win_reopen(HANDLE handle, ACCESS_MASK access, HANDLE *out);

#endif
