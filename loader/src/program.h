/* What the files of the executable share. */
#ifndef ZW_PROGRAM_H
#define ZW_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "wasi.h"
#include "zwasm.h"

enum { EXIT_CANNOT = 1, EXIT_USAGE = 2, EXIT_TRAP = 134, EXIT_CLOSED_PIPE = 141 };

/* say.c */
int set_color(const char *value); /* exit status: not 0 after saying why */
enum { LINE_MOST = 4096 };
/* What say_error writes, composed for a signal handler to write; its length, below LINE_MOST. */
size_t error_line(char *line, const char *file, const char *format, ...) __attribute__((format(printf, 3, 4)));
void say_error(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));
void say(const char *format, ...) __attribute__((format(printf, 1, 2))); /* a line on standard error */
size_t printable(char *out, size_t size, const char *text, size_t length); /* control characters escaped; length */
int print(const char *text, size_t length);                               /* standard output; exit status */
void *must(void *p);                                                      /* p; NULL: says that there is no memory, and exits */

/* options.c */
typedef struct preload {
    const char *name; /* of `size` bytes */
    size_t size;
    const char *file;
} preload;

extern struct options {
    const char *file, *invoke, *argv0; /* file: as it is named to the user */
    zw_wasi_preopen *preopens;
    size_t npreopens;
    const char **env;
    size_t nenv;
    const char **listen; /* HOST:PORT */
    size_t nlisten;
    preload *preloads;
    size_t npreloads;
    const char **compiler; /* options for compiling a module */
    size_t ncompiler;
    uint64_t timeout_us, max_memory;
    int unknown_imports; /* ZW_UNKNOWN_* */
    int allow_precompiled, check, interpreter, inherit_env, perfmap, verbose;
    int refused; /* the exit status where a file cannot be loaded */
} opt;
/* Words used by an option that every command has, 0 if it is another one, -1 after saying what is wrong. */
int common_option(int argc, char **argv);
/* Fills `opt`. The number of words up to and with FILE, or -1 with the exit status in *status (-1: help is asked for). */
int parse_options(int argc, char **argv, int *status);

/* habits.c */
/* Takes an option of another runtime by the words of zwasm that stand for it.  The number of words used, 0: it is none. */
int habit_option(int argc, char **argv, int (*take)(char *word), int *status);
const char *habit_command(const char *word); /* advice for whoever types a command of another runtime, or NULL */
struct closest {
    const char *word; /* what was typed */
    const char *name; /* what comes closest to it, NULL: nothing is close; of `size` bytes */
    size_t size, far;
    size_t seen; /* how many names were considered: of very many, the first */
};
void consider(struct closest *c, const char *name, size_t size);

/* input.c */
/* A descriptor of the container in *file, or of what the compiler makes of the module there; -1 after saying why not.
 * *file becomes what it is called in messages. */
int open_container(const char **file);

/* run.c */
enum { RUN_HELP = -1 };
int run_command(int argc, char **argv); /* argv[0] is the first argument after `run`; exit status, or RUN_HELP: it is asked for */

/* load.c */
void set_timer(zw_store *store); /* --timeout: loading ends the process then, guests stop */
zw_module *load(zw_store *store, const char **file); /* as open_container; NULL after saying why not */
int is_plain(const zw_extern *func); /* whether it has neither parameters nor results */
/* Runs _initialize if there is one; 0: the program has ended with *status, which may be 0. */
int initialize(zw_store *store, zw_instance *inst, const char *file, int *status);

/* provide.c */
/* Loads what --preload names, in order; 0: the program has ended with *status, which may be 0. */
int preload_all(zw_store *store, zw_wasi *wasi, zw_instance **loaded, int *status);
/* Instantiates `m` with exports of what is loaded, WASI, and what --unknown-imports says; NULL: ended with *status. */
zw_instance *provide(zw_store *store, zw_module *m, zw_wasi *wasi, zw_instance *const *loaded, int *status);

/* system_*.c: what the program asks of a system beyond os.h */
void system_start(void);            /* before anything else */
void system_streams(void);          /* a standard stream that is closed becomes the null device */
char **system_environment(void);
int system_open(const char *path);  /* for reading; not for children; a descriptor or -1 */
int system_nameless(void);          /* a file without a name, in memory where there is such; a descriptor or -1 */
void system_wait_to_write(int fd);
double system_peak_memory(void);    /* most that was in use, in MiB; 0: not known */
void system_alarm(uint64_t microseconds, void (*ring)(void)); /* async-signal-safe; called again and again after that time */
int system_executable(const char *path);
size_t system_own_path(char *out, size_t size); /* length, 0: not known */
extern const char system_list_separator, system_program_suffix[];
const char *system_replace(const char *program, char **argv); /* by another program; returns only on failure: why */
enum { SYSTEM_CANNOT = -1 };
/* Runs a program to its end, with these as its first two streams: its exit status; SYSTEM_CANNOT and the reason; less than
 * that by the number of the signal that ended it. */
int system_run(const char *program, char **argv, int input, int output, const char **why);

/* compiler.c */
int compiler_exec(char **argv); /* argv[0] is replaced; returns only on failure */
/* Compiles the module at `path`, or (NULL) the one in `input`; 0: output holds the container. */
int compiler_run(const char *path, int input, int output);

/* perfmap_*.c */
int write_perfmap(const zw_module *m); /* adds the functions of a module; exit status */

/* listen_*.c */
enum { LISTEN_USAGE = -2, LISTEN_FAILED = -1 };
int listen_on(const char *address, const char **why); /* a socket that listens at HOST:PORT, or LISTEN_* and the reason */
void listening_at(int fd, char *text, size_t size);   /* its address: the port is the system's choice when 0 was asked for */

/* invoke.c */
int invoke(zw_store *store, const zw_module *m, zw_instance *inst, const char *file, const char *what, int argc, char **argv);
void list_functions(const zw_module *m, const char *file);
int finish_call(const char *file, int result, const zw_error *err); /* exit status */

/* values.c */
int parse_value(const char *text, zw_valtype type, zw_value *out); /* 0: not a value of that type */
int print_value(char *out, size_t size, zw_valtype type, const zw_value *value); /* length */
const char *valtype_name(zw_valtype type);

#endif
