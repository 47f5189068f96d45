# SPDX-License-Identifier: MIT
"""What a piece of code needs and makes, told without running it."""

import ast
import builtins
import io
import re
import symtable
import textwrap
import tokenize
import warnings

# What every module has.
KNOWN = {*dir(builtins), '__file__', '__annotations__', '__builtins__', '__cached__', '_'}
# What asks for the loop that runs, and so finds one in a notebook's cell.
WANTS_LOOP = {'create_task', 'ensure_future', 'get_running_loop', 'current_task', 'all_tasks'}
TRANSCRIPTS = {'pycon', 'python-console', 'doctest'}
FUNCTIONS = ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda
COMPREHENSIONS = ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp


def read(language, text):
    """The fields of CodeFacts that are not as they are by default."""
    transcript = language in TRANSCRIPTS or text.lstrip().startswith('>>>')
    facts = {'is_transcript': transcript}
    if transcript:
        code = _typed(text, facts)
    else:
        code = textwrap.dedent(text) if text[:1].isspace() else text
    facts['code'] = code
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            tree = compile(code, '<note>', 'exec', ast.PyCF_ONLY_AST, True)
            compile(tree, '<note>', 'exec', ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
            scopes = symtable.symtable(code, '<note>', 'exec')
        _read_names(tree, scopes, facts)
    except SyntaxError as error:
        facts['errors'] = [_problem(error, code)]
        return facts
    except ValueError as error:  # null bytes
        facts['errors'] = [(1, str(error))]
        return facts
    except (RecursionError, MemoryError):
        facts['errors'] = [(1, 'too deeply nested')]
        return facts
    omitted = [(each.lineno, '…') for each in tree.body
               if isinstance(each, ast.Expr) and getattr(each.value, 'value', None) is ...]
    facts['omissions'] = facts.get('omissions', []) + omitted
    if not transcript:
        _read_comments(code, facts)
    return facts


def _problem(error, code):
    line = error.lineno or 1
    lines = code.splitlines()
    words = lines[line - 1].strip() if line <= len(lines) else ''
    if words[:1] in tuple('%!?') or words.endswith('?') or re.search(r'=\s*[!%]', words):
        return line, f'“{words}” is IPython’s, not Python'
    return line, re.sub(r' on line \d+$', '', error.msg)  # which counts from elsewhere


# -- transcripts ------------------------------------------------------------------------------

def _typed(text, facts):
    """What was typed at the prompts, with an empty line for each line of output."""
    code, prints = [], []
    for number, line in enumerate(text.splitlines(), 1):
        prompt = re.match(r'\s*(>>>|\.\.\.)( |$)', line)
        code.append(line[prompt.end():] if prompt else '')
        if not prompt and line.strip():
            prints.append((number, '' if line.strip() == '<BLANKLINE>' else line))
    error = next((number for number, line in prints
                  if line.startswith('Traceback (most recent call last)')), 0)
    if error:
        facts['omissions'] = [(error, 'it shows an exception')]
    elif prints:
        facts.update(prints=prints, prints_all=True)
    return '\n'.join(code) + '\n'


# -- names ------------------------------------------------------------------------------------

def _read_names(tree, scopes, facts):
    names = _Names(any(isinstance(each, ast.ImportFrom) and each.module == '__future__' and
                       any(alias.name == 'annotations' for alias in each.names)
                       for each in tree.body))
    for statement in tree.body:
        names.visit(statement)
    late = {}
    for scope in _functions(scopes):
        for symbol in scope.get_symbols():
            if symbol.is_declared_global() and symbol.is_assigned():
                names.bound.add(symbol.get_name())
            if symbol.is_global() and symbol.is_referenced():
                late.setdefault(symbol.get_name(), scope.get_lineno())
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and late.get(node.id, 0) < 0:
            late[node.id] = node.lineno
    known = KNOWN | names.bound | names.needs.keys()
    where = _first_lines(tree)
    facts.update(
        makes=sorted(names.bound), makes_any=names.binds_any,
        needs=[(line, name) for name, line in names.needs.items()],
        needs_in_functions=[(where.get(name, line), name) for name, line in late.items()
                            if name not in known],
        awaits_at_line=names.awaits, wants_loop=names.wants_loop)


def _functions(scope):
    for child in scope.get_children():
        if child.get_type() == 'function':
            yield child
        yield from _functions(child)


def _first_lines(tree):
    """Where names are used, first inside of functions."""
    lines = {}
    for function in ast.walk(tree):
        if isinstance(function, FUNCTIONS):
            for node in ast.walk(function):
                if isinstance(node, ast.Name):
                    lines.setdefault(node.id, node.lineno)
    return lines


class _Names(ast.NodeVisitor):
    """Follows what runs at once, in its order: names that it binds, and needs before that."""

    def __init__(self, lazy_annotations):
        self.bound, self.needs = set(), {}
        self.binds_any = self.wants_loop = False
        self.awaits = 0
        self._inner = []  # names of classes' bodies and comprehensions around
        self._lazy_annotations = lazy_annotations

    def _bind(self, name):
        (self._inner[-1] if self._inner else self.bound).add(name)

    def _use(self, node):
        name = node.id
        if name not in KNOWN and name not in self.bound and not any(
                name in names for names in self._inner):
            self.needs.setdefault(name, node.lineno)

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self._bind(node.id)
        else:
            self._use(node)

    def visit_Assign(self, node):
        for each in (node.value, *node.targets):
            self.visit(each)

    def visit_AnnAssign(self, node):
        for each in (node.value, None if self._lazy_annotations else node.annotation):
            if each:
                self.visit(each)
        if node.value or not isinstance(node.target, ast.Name):
            self.visit(node.target)

    def visit_AugAssign(self, node):
        if isinstance(node.target, ast.Name):
            self._use(node.target)
        self.visit(node.value)
        self.visit(node.target)

    def visit_NamedExpr(self, node):
        self.visit(node.value)
        self.bound.add(node.target.id)

    def visit_For(self, node):
        for each in (node.iter, node.target, *node.body, *node.orelse):
            self.visit(each)

    def visit_AsyncFor(self, node):
        self._await(node)
        self.visit_For(node)

    def visit_AsyncWith(self, node):
        self._await(node)
        self.generic_visit(node)

    def visit_Await(self, node):
        self._await(node)
        self.generic_visit(node)

    def _await(self, node):
        self.awaits = self.awaits or node.lineno

    def visit_Call(self, node):
        called = getattr(node.func, 'attr', getattr(node.func, 'id', None))
        self.wants_loop = self.wants_loop or called in WANTS_LOOP
        self.generic_visit(node)

    def visit_FunctionDef(self, node):
        for each in (*node.decorator_list, *node.args.defaults, *node.args.kw_defaults):
            if each:
                self.visit(each)
        arguments = node.args
        if not self._lazy_annotations:
            for each in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs,
                         arguments.vararg, arguments.kwarg):
                if each and each.annotation:
                    self.visit(each.annotation)
            if node.returns:
                self.visit(node.returns)
        self._bind(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node):
        for each in (*node.args.defaults, *node.args.kw_defaults):
            if each:
                self.visit(each)

    def visit_ClassDef(self, node):
        for each in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(each)
        self._inner.append({'__module__', '__qualname__', '__class__'})
        for each in node.body:
            self.visit(each)
        self._inner.pop()
        self._bind(node.name)

    def _visit_comprehension(self, node):
        self._inner.append(set())
        for each in node.generators:
            if each.is_async:
                self._await(node)
            for part in (each.iter, each.target, *each.ifs):
                self.visit(part)
        for name in ('key', 'value', 'elt'):
            if part := getattr(node, name, None):
                self.visit(part)
        self._inner.pop()

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def visit_Import(self, node):
        for alias in node.names:
            self._bind(alias.asname or alias.name.partition('.')[0])

    def visit_ImportFrom(self, node):
        for alias in node.names:
            if alias.name == '*':
                self.binds_any = True
            else:
                self._bind(alias.asname or alias.name)

    def visit_ExceptHandler(self, node):
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node):
        if node.name:
            self._bind(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node):
        if node.rest:
            self._bind(node.rest)
        self.generic_visit(node)


# -- what comments say about output ---------------------------------------------------------------

_ARROW = re.compile(r'#\s*(?:->|=>|→|>)\s*(\S.*)')
_PRINTS = re.compile(r'#\s*(?:prints|output|outputs)\b(:?)\s*(.*)', re.IGNORECASE)


def _read_comments(code, facts):
    """`# → text` and `# prints: text` behind a call of print; `# Output:` and comments under it."""
    comments = {}
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.COMMENT:
                comments[token.start[0]] = token.string, token.line[:token.start[1]]
    except (tokenize.TokenError, IndentationError):
        return
    prints, lines = [], code.splitlines()
    for number, (comment, before) in comments.items():
        if before.strip():
            text = _printed(comment) if 'print(' in before else None
            if text is not None:
                prints.append((number, text))
            continue
        found = _PRINTS.fullmatch(comment)
        if not found or not found[1] or found[2]:
            continue
        below = number + 1
        block = []
        while below in comments and not comments[below][1].strip():
            block.append((below, re.sub('^# ?', '', comments[below][0])))
            below += 1
        if block and not any(line.strip() for line in lines[below - 1:]):
            facts.update(prints=block, prints_all=True)
            return
    facts['prints'] = prints


def _printed(comment):
    """What `print` is said to print, or None. Without a colon only values are believed."""
    if arrow := _ARROW.fullmatch(comment):
        return arrow[1]
    found = _PRINTS.fullmatch(comment)
    text = found and found[2].strip()
    if not text:
        return None
    if len(text) > 1 and text[0] == text[-1] and text[0] in '`"\'':
        return text[1:-1]
    if found[1]:
        return text
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    return text
