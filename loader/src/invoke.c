/* --invoke, and how a call's outcome is told. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

int finish_call(const char *file, int result, const zw_error *err)
{
    if (result == ZW_OK)
        return 0;
    if (result == ZW_ERR_EXIT)
        return (int)(err->status & 0xff);
    if (result != ZW_ERR_TRAP) {
        say_error(file, "%s", err->message);
        return EXIT_CANNOT;
    }
    say_error(file, "trap: %s", err->message);
    for (uint32_t i = 0; i < err->nframes; i++) {
        const zw_frame *f = &err->frames[i];
        char where[24] = "?", number[40];
        if (f->wasm_offset != UINT64_MAX)
            snprintf(where, sizeof where, "0x%llx", (unsigned long long)f->wasm_offset);
        snprintf(number, sizeof number, "<wasm function %u>", f->func_index);
        say("%3u: %s - %s", i, where, f->name != NULL ? f->name : number);
    }
    if (err->depth > err->nframes)
        say("     ... %llu more", (unsigned long long)(err->depth - err->nframes));
    return EXIT_TRAP;
}

static void signature(char *out, size_t size, uint32_t type_id)
{
    const zw_valtype *types[2];
    size_t count[2], at = 0;
    out[0] = '\0';
    if (!zw_functype(type_id, &types[0], &count[0], &types[1], &count[1]))
        return;
    for (int list = 0; list < 2; list++) {
        if (list == 1 && count[1] == 0)
            break;
        const char *open = list == 0 ? "(" : " -> (";
        for (size_t i = 0; i <= count[list] && at < size; i++) {
            const char *piece = i < count[list] ? valtype_name(types[list][i]) : ")";
            int n = snprintf(out + at, size - at, "%s%s", i == 0 ? open : i < count[list] ? ", " : "", piece);
            at += n > 0 ? (size_t)n : 0;
        }
    }
}

enum { LISTED_MOST = 1000 };

void list_functions(const zw_module *m, const char *file)
{
    size_t functions = 0;
    for (size_t i = 0; i < zw_module_exports(m); i++) {
        zw_name name;
        zw_externtype type;
        zw_module_export(m, i, &name, &type);
        functions += type.kind == ZW_FUNC;
    }
    if (functions == 0) {
        say_error(file, "there is no _start, and no function is exported");
        return;
    }
    say_error(file, "there is no _start; call one of these with --invoke:");
    size_t left = LISTED_MOST;
    for (size_t i = 0; left > 0 && i < zw_module_exports(m); i++) {
        zw_name name;
        zw_externtype type;
        char text[256], shown[1000];
        zw_module_export(m, i, &name, &type);
        if (type.kind != ZW_FUNC)
            continue;
        signature(text, sizeof text, type.type_id);
        printable(shown, sizeof shown, name.text, name.size < 200 ? name.size : 200);
        say("  %s%s", shown, text);
        left--;
    }
    if (functions > LISTED_MOST)
        say("  ... %zu more", functions - LISTED_MOST);
}

/* The exported function that `what` names: all of it, or the longest prefix that ends before a '='. */
static int find(zw_instance *inst, const char *what, zw_extern *out, const char **rest)
{
    size_t n = strlen(what);
    *rest = NULL;
    if (zw_instance_find(inst, what, n, out) && out->kind == ZW_FUNC)
        return 1;
    while (n > 0) {
        if (what[--n] == '=' && zw_instance_find(inst, what, n, out) && out->kind == ZW_FUNC) {
            *rest = what + n + 1;
            return 1;
        }
    }
    return 0;
}

/* Says that there is no such function, and which one may be meant. */
static int no_function(const zw_module *m, zw_instance *inst, const char *file, const char *what)
{
    zw_extern f;
    size_t size = strcspn(what, "("), n = strlen(what);
    if (size < n && what[n - 1] == ')' && zw_instance_find(inst, what, size, &f) && f.kind == ZW_FUNC) {
        say_error(file, "there is no exported function %s; arguments are given as --invoke '%.*s=%.*s'", what, (int)size, what,
                  (int)(n - size - 2), what + size + 1);
        return EXIT_CANNOT;
    }
    char name[128];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(what, "=("), what);
    struct closest near = {.word = name};
    for (size_t i = 0; i < zw_module_exports(m); i++) {
        zw_name export;
        zw_externtype type;
        zw_module_export(m, i, &export, &type);
        if (type.kind == ZW_FUNC)
            consider(&near, export.text, export.size);
    }
    if (near.name != NULL)
        say_error(file, "there is no exported function %s (did you mean %.*s?)", what, (int)near.size, near.name);
    else
        say_error(file, "there is no exported function %s", what);
    return EXIT_CANNOT;
}

/* Splits "a,b" at commas in place; "" is no word. */
static char **split(char *text, int *argc)
{
    char **argv = malloc((strlen(text) + 1) * sizeof *argv);
    *argc = 0;
    if (argv == NULL || *text == '\0')
        return argv;
    for (char *end;; text = end + 1) {
        argv[(*argc)++] = text;
        end = strchr(text, ',');
        if (end == NULL)
            return argv;
        *end = '\0';
    }
}

int invoke(zw_store *store, const zw_module *m, zw_instance *inst, const char *file, const char *what, int argc, char **argv)
{
    zw_error err;
    const char *rest;
    const zw_valtype *params, *results;
    size_t nparams, nresults;
    zw_extern f;
    if (!find(inst, what, &f, &rest))
        return no_function(m, inst, file, what);
    if (rest != NULL && argc > 0) {
        say_error(file, "%s: the arguments stand either after = or after FILE", what);
        return EXIT_USAGE;
    }
    if (rest != NULL) {
        char *copy = strdup(rest);
        argv = copy != NULL ? split(copy, &argc) : NULL;
        if (argv == NULL)
            return EXIT_CANNOT;
    }
    zw_functype(zw_func_type(f.of.func), &params, &nparams, &results, &nresults);
    if ((size_t)argc != nparams) {
        char text[256];
        signature(text, sizeof text, zw_func_type(f.of.func));
        say_error(file, "%s%s takes %zu argument%s, %d given", what, text, nparams, nparams == 1 ? "" : "s", argc);
        return EXIT_USAGE;
    }
    zw_value *cells = calloc(nparams + nresults + 1, sizeof *cells);
    if (cells == NULL)
        return EXIT_CANNOT;
    for (size_t i = 0; i < nparams; i++) {
        if (!parse_value(argv[i], params[i], &cells[i])) {
            say_error(file, "%s: argument %zu: %s is not a value of type %s%s", what, i + 1, argv[i], valtype_name(params[i]),
                      params[i] == ZW_V128 ? ", such as 'i32x4 1 2 3 4'" : "");
            return EXIT_USAGE;
        }
    }
    int status = finish_call(file, zw_call(store, f.of.func, cells, &err), &err);
    for (size_t i = 0; status == 0 && i < nresults; i++) {
        char text[128];
        int n = print_value(text, sizeof text - 1, results[i], &cells[i]);
        text[n++] = '\n';
        status = print(text, (size_t)n);
    }
    free(cells);
    return status;
}
