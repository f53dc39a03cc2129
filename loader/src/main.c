/* zwasm: the command. `run` is here; everything that needs the compiler is zwasmc's. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "program.h"

static const char help_text[] =
    "usage: zwasm [run] [OPTIONS] FILE [ARGS...]\n"
    "       zwasm compile|validate|inspect|wat|features|targets ...   (zwasmc does it)\n"
    "       zwasm version | help [COMMAND]\n"
    "\n"
    "Runs a compiled container (.cwasm), or a module (.wasm) that zwasmc compiles first.\n"
    "Everything after FILE is the guest's, -- too.\n"
    "\n"
    "  --invoke NAME         call an exported function; ARGS are its arguments (a v128: 'i32x4 1 2 3 4')\n"
    "  --invoke NAME=A,B     the same in one word\n"
    "  --dir HOST[::GUEST]   give the guest a directory; --ro-dir: for reading only\n"
    "  --env KEY=VAL         set a variable; --env KEY: pass it on; --inherit-env: pass on all\n"
    "  --argv0 S             what the guest sees as its own name\n"
    "  --tcplisten HOST:PORT give the guest a listening socket: descriptors 3, 4, ..., before the directories\n"
    "  --preload NAME=FILE   instantiate a module first, whose exports can be imported from NAME; repeatable\n"
    "  --unknown-imports P   what imports get that nobody provides: deny (refuse to run, the default),\n"
    "                        trap (functions that trap), default (functions that return 0, new memories, ...)\n"
    "  --timeout T           stop after 100ms, 30s, 5m (needs code compiled with --interruptible)\n"
    "  --max-memory N        most bytes of linear memory (suffixes K, M, G)\n"
    "  --allow-precompiled   run native code from a stream or from a file named .wasm or .wat\n"
    "  --check               verify the checksum of code and data first\n"
    "  --perfmap             name the functions for perf, in /tmp/perf-PID.map\n"
    "  --interpreter         run in zwasmc's interpreter\n"
    "  -q, -v, --color auto|always|never\n"
    "\n"
    "For a module: --cpu, --features, --memory, -j, --max-compile-memory as of zwasmc compile; --cpu native is the default.\n"
    "Wasmtime's -W, -S, -O, -C, -D and --profile are understood where they mean something here.\n"
    "\n"
    "Exit status: the guest's; 134 after a trap, 1 if FILE cannot be loaded, 2 for wrong usage.\n";

static const char *const compiler_commands[] = {"compile", "validate", "inspect", "wat", "features", "targets"};
enum { COMPILER_COMMANDS = sizeof compiler_commands / sizeof *compiler_commands };

static int for_compiler(const char *word)
{
    for (size_t i = 0; i < COMPILER_COMMANDS; i++)
        if (strcmp(word, compiler_commands[i]) == 0)
            return 1;
    return 0;
}

static int show_help(void)
{
    return print(help_text, sizeof help_text - 1);
}

/* Says what a word that is no command may be meant as; 0: nothing is known. */
static int explain(const char *word)
{
    static const char *const own[] = {"run", "version", "help"};
    const char *advice = habit_command(word);
    struct closest near = {.word = word};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        consider(&near, own[i], strlen(own[i]));
    for (size_t i = 0; i < COMPILER_COMMANDS; i++)
        consider(&near, compiler_commands[i], strlen(compiler_commands[i]));
    if (advice != NULL)
        say_error(NULL, "there is no command %s: %s", word, advice);
    else if (near.name != NULL)
        say_error(NULL, "there is no command %s (did you mean %s?)", word, near.name);
    return advice != NULL || near.name != NULL;
}

static int help_of(const char *word, char **argv)
{
    if (strcmp(word, "run") == 0)
        return show_help();
    if (for_compiler(word))
        return compiler_exec(argv);
    if (!explain(word))
        say_error(NULL, "there is no command %s (see: zwasm help)", word);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    system_start();
    static const char version[] = "zwasm " ZW_VERSION " (" ZW_LINKED ")\n";
    int at = 1, used;
    while (at < argc && (used = common_option(argc - at, argv + at)) != 0) {
        if (used < 0)
            return EXIT_USAGE;
        at += used;
    }
    if (at >= argc) {
        fputs(help_text, stderr);
        return EXIT_USAGE;
    }
    const char *word = argv[at];
    if (for_compiler(word))
        return compiler_exec(argv);
    if (strcmp(word, "version") == 0 || strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0)
        return print(version, sizeof version - 1);
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return show_help();
    if (strcmp(word, "help") == 0)
        return at + 1 < argc ? help_of(argv[at + 1], argv) : show_help();
    if (strcmp(word, "run") == 0)
        at++;
    else if (access(word, F_OK) != 0 && explain(word)) /* no file to run */
        return EXIT_USAGE;
    int status = run_command(argc - at, argv + at);
    return status == RUN_HELP ? show_help() : status;
}
