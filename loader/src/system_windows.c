/* Windows: what the program asks for.  What is not there yet is refused by name. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <windows.h>

const char system_list_separator = ';', system_program_suffix[] = ".exe";

void system_start(void)
{
    for (int fd = 0; fd < 3; fd++)
        _setmode(fd, _O_BINARY);
}

void system_streams(void)
{
    for (int fd = 0; fd < 3; fd++)
        if (_get_osfhandle(fd) == -1)
            (void)!_open("NUL", _O_RDWR | _O_BINARY);
}

char **system_environment(void)
{
    return _environ;
}

int system_open(const char *path)
{
    return _open(path, _O_RDONLY | _O_BINARY | _O_NOINHERIT);
}

int system_nameless(void)
{
    char folder[MAX_PATH + 1], path[MAX_PATH + 1];
    if (GetTempPathA(sizeof folder, folder) == 0 || GetTempFileNameA(folder, "zw", 0, path) == 0) {
        errno = EIO;
        return -1;
    }
    return _open(path, _O_RDWR | _O_CREAT | _O_TRUNC | _O_BINARY | _O_TEMPORARY | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
}

void system_wait_to_write(int fd)
{
    (void)fd;
    Sleep(1); /* nothing tells when a pipe has room */
}

double system_peak_memory(void)
{
    return 0;
}

static VOID CALLBACK on_alarm(void *ring, BOOLEAN fired)
{
    (void)fired;
    ((void (*)(void))(uintptr_t)ring)();
}

void system_alarm(uint64_t microseconds, void (*ring)(void))
{
    HANDLE timer;
    uint64_t ms = microseconds / 1000 + 1;
    CreateTimerQueueTimer(&timer, NULL, on_alarm, (void *)(uintptr_t)ring, ms < INFINITE ? (DWORD)ms : INFINITE - 1, 20,
                          WT_EXECUTEDEFAULT);
}

int system_executable(const char *path)
{
    DWORD found = GetFileAttributesA(path);
    return found != INVALID_FILE_ATTRIBUTES && !(found & FILE_ATTRIBUTE_DIRECTORY);
}

size_t system_own_path(char *out, size_t size)
{
    DWORD n = GetModuleFileNameA(NULL, out, (DWORD)size);
    for (char *p = out; n < size && p < out + n; p++)
        *p = *p == '\\' ? '/' : *p;
    return n < size ? n : 0;
}

static const char refusal[] = "NOT SUPPORTED: starting another program on windows";

const char *system_replace(const char *program, char **argv)
{
    (void)program;
    (void)argv;
    return refusal;
}

int system_run(const char *program, char **argv, int input, int output, const char **why)
{
    (void)program;
    (void)argv;
    (void)input;
    (void)output;
    *why = refusal;
    return SYSTEM_CANNOT;
}
