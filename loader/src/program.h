/* What the files of the executable share. */
#ifndef ZW_PROGRAM_H
#define ZW_PROGRAM_H

#include <stddef.h>
#include <stdint.h>

#include "zwasm.h"

enum { EXIT_CANNOT = 1, EXIT_USAGE = 2, EXIT_TRAP = 134 };

/* main.c */
int show_help(void);

/* run.c */
int run_command(int argc, char **argv); /* argv[0] is the first argument after `run` */
void say_error(const char *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* compiler.c */
int compiler_exec(char **argv); /* argv[0] is replaced; returns only on failure */
int compiler_run(const char *input, const char *label, int output, int interruptible); /* 0: output holds the container */

/* invoke.c */
int invoke(zw_store *store, zw_instance *inst, zw_module *m, const char *file, const char *what, int argc, char **argv);
void list_functions(const zw_module *m, const char *file);
int finish_call(const char *file, int result, const zw_error *err); /* exit status */

/* listen.c */
enum { LISTEN_USAGE = -2, LISTEN_FAILED = -1 };
int listen_on(const char *address, const char **why); /* a socket that listens at HOST:PORT, or LISTEN_* and the reason */
void listening_at(int fd, char *text, size_t size);   /* its address: the port is the system's choice when 0 was asked for */

/* values.c */
int parse_value(const char *text, zw_valtype type, zw_value *out); /* 0: not a value of that type */
int print_value(char *out, size_t size, zw_valtype type, const zw_value *value); /* length */
const char *valtype_name(zw_valtype type);

#endif
