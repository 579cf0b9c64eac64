package io.moongate.lua.front;

import io.moongate.lua.tree.Binding;
import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Resolve;
import io.moongate.lua.tree.SourceText;
import io.moongate.lua.tree.Stat;
import io.moongate.lua.tree.Variable;
import io.moongate.lua.tree.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.ast.Block;
import org.luaj.vm2.ast.Chunk;
import org.luaj.vm2.ast.Exp;

/** LuaJ's statements become ours. */
final class StatBuilder {
    private final String source;
    private final Cursor cursor;
    private final Resolve resolve = new Resolve();
    private final ExprBuilder exprs;

    StatBuilder(String source, List<Token> tokens, Grouping grouping, Weight weight) {
        this.source = source;
        this.cursor = new Cursor(tokens, grouping);
        this.exprs = new ExprBuilder(source, cursor, resolve, this, weight);
    }

    Func chunk(Chunk chunk) {
        Func func = resolve.enterFunction("", 0);
        func.setVarargs();
        func.setText(new SourceText(source, 0, source.length(), false));
        Stat.Block body = block(chunk.block);
        resolve.leaveFunction(body, cursor.here().line());
        return func;
    }

    /** The statements of a block whose scope is entered already. */
    Stat.Block block(Block block) {
        List<Stat> out = new ArrayList<>();
        for (Object stat : block.stats) {
            skipEmpty();
            if (stat != null) {
                out.add(build((org.luaj.vm2.ast.Stat) stat));
            }
        }
        skipEmpty();
        return new Stat.Block(out);
    }

    private void skipEmpty() {
        while (cursor.takeIf(TokenKind.SEMICOLON)) {}
    }

    private Stat.Block scoped(Block block) {
        resolve.enterBlock();
        Stat.Block out = block(block);
        resolve.leaveBlock();
        return out;
    }

    private Stat build(org.luaj.vm2.ast.Stat stat) {
        int line = cursor.here().line();
        return switch (stat) {
            case Block block -> {
                cursor.take(TokenKind.DO);
                Stat.Block body = scoped(block);
                cursor.take(TokenKind.END);
                yield new Stat.Do(body);
            }
            case org.luaj.vm2.ast.Stat.WhileDo loop -> {
                cursor.take(TokenKind.WHILE);
                Expr condition = exprs.build(loop.exp);
                cursor.take(TokenKind.DO);
                Stat.Block body = scoped(loop.block);
                cursor.take(TokenKind.END);
                yield new Stat.While(condition, body, line);
            }
            case org.luaj.vm2.ast.Stat.RepeatUntil loop -> repeat(loop, line);
            case org.luaj.vm2.ast.Stat.IfThenElse choice -> choice(choice);
            case org.luaj.vm2.ast.Stat.NumericFor loop -> numericFor(loop);
            case org.luaj.vm2.ast.Stat.GenericFor loop -> genericFor(loop);
            case org.luaj.vm2.ast.Stat.FuncDef def -> functionStat(def, line);
            case org.luaj.vm2.ast.Stat.LocalFuncDef def -> localFunction(def, line);
            case org.luaj.vm2.ast.Stat.LocalAssign local -> local(local, line);
            case org.luaj.vm2.ast.Stat.Assign assign -> assign(assign);
            case org.luaj.vm2.ast.Stat.FuncCallStat call -> new Stat.Effect(exprs.build(call.funccall), line);
            case org.luaj.vm2.ast.Stat.Return end -> {
                cursor.take(TokenKind.RETURN);
                List<Expr> values = exprs.list(end.values);
                int lastLine = cursor.lastLine();
                skipEmpty();
                yield new Stat.Return(values, lastLine);
            }
            case org.luaj.vm2.ast.Stat.Break leave -> {
                cursor.take(TokenKind.BREAK);
                yield new Stat.Break(line);
            }
            case org.luaj.vm2.ast.Stat.Goto jump -> {
                cursor.take(TokenKind.GOTO);
                Token name = cursor.take(TokenKind.NAME);
                yield new Stat.Goto(resolve.goTo(name.text()), line);
            }
            case org.luaj.vm2.ast.Stat.Label label -> {
                cursor.take(TokenKind.LABEL);
                Token name = cursor.take(TokenKind.NAME);
                cursor.take(TokenKind.LABEL);
                yield new Stat.Label(resolve.label(name.text()), line);
            }
            default -> throw new IllegalStateException("unknown statement: " + stat.getClass());
        };
    }

    private Stat repeat(org.luaj.vm2.ast.Stat.RepeatUntil loop, int line) {
        cursor.take(TokenKind.REPEAT);
        resolve.enterBlock();
        resolve.enterBlock();
        Stat.Block body = block(loop.block);
        cursor.take(TokenKind.UNTIL);
        Expr condition = exprs.build(loop.exp);
        resolve.leaveBlock();
        resolve.leaveBlock();
        return new Stat.Repeat(body, condition, line);
    }

    private Stat choice(org.luaj.vm2.ast.Stat.IfThenElse choice) {
        List<Stat.Clause> clauses = new ArrayList<>();
        clauses.add(clause(TokenKind.IF, choice.ifexp, choice.ifblock));
        if (choice.elseifexps != null) {
            for (int i = 0; i < choice.elseifexps.size(); i++) {
                clauses.add(
                        clause(TokenKind.ELSEIF, (Exp) choice.elseifexps.get(i), (Block) choice.elseifblocks.get(i)));
            }
        }
        Stat.@Nullable Block otherwise = null;
        if (choice.elseblock != null) {
            cursor.take(TokenKind.ELSE);
            otherwise = scoped(choice.elseblock);
        }
        cursor.take(TokenKind.END);
        return new Stat.If(clauses, otherwise);
    }

    private Stat.Clause clause(TokenKind word, Exp condition, Block block) {
        int line = cursor.take(word).line();
        Expr test = exprs.build(condition);
        cursor.take(TokenKind.THEN);
        return new Stat.Clause(test, scoped(block), line);
    }

    private Stat numericFor(org.luaj.vm2.ast.Stat.NumericFor loop) {
        cursor.take(TokenKind.FOR);
        Token name = cursor.take(TokenKind.NAME);
        cursor.take(TokenKind.ASSIGN);
        Expr start = exprs.build(loop.initial);
        cursor.take(TokenKind.COMMA);
        Expr limit = exprs.build(loop.limit);
        Expr step = null;
        if (loop.step != null) {
            cursor.take(TokenKind.COMMA);
            step = exprs.build(loop.step);
        }
        // LuaJIT reports wrong bounds where the body begins.
        int line = cursor.take(TokenKind.DO).line();
        resolve.enterBlock();
        Variable variable = resolve.variable(name.text());
        resolve.declare(variable);
        Stat.Block body = scoped(loop.block);
        resolve.leaveBlock();
        cursor.take(TokenKind.END);
        return new Stat.NumericFor(variable, start, limit, step, body, line);
    }

    private Stat genericFor(org.luaj.vm2.ast.Stat.GenericFor loop) {
        cursor.take(TokenKind.FOR);
        List<Variable> variables = names();
        cursor.take(TokenKind.IN);
        int line = cursor.here().line();
        List<Expr> values = exprs.list(loop.exps);
        cursor.take(TokenKind.DO);
        resolve.enterBlock();
        for (Variable variable : variables) {
            resolve.declare(variable);
        }
        Stat.Block body = scoped(loop.block);
        resolve.leaveBlock();
        cursor.take(TokenKind.END);
        return new Stat.GenericFor(variables, values, body, line);
    }

    private List<Variable> names() {
        List<Variable> out = new ArrayList<>();
        do {
            out.add(resolve.variable(cursor.take(TokenKind.NAME).text()));
        } while (cursor.takeIf(TokenKind.COMMA));
        return out;
    }

    private Stat functionStat(org.luaj.vm2.ast.Stat.FuncDef def, int line) {
        cursor.take(TokenKind.FUNCTION);
        Token first = cursor.take(TokenKind.NAME);
        Binding binding = resolve.lookup(first.text(), first.line());
        Expr target = new Expr.Name(binding, first.line());
        StringBuilder name = new StringBuilder(first.text());
        boolean method = false;
        while (cursor.here().kind() == TokenKind.DOT || cursor.here().kind() == TokenKind.COLON) {
            method = cursor.take().kind() == TokenKind.COLON;
            Token part = cursor.take(TokenKind.NAME);
            target = new Expr.Index(target, new Expr.Str(part.text()), part.line());
            name.append(method ? ':' : '.').append(part.text());
        }
        if (target instanceof Expr.Name) {
            assigned(binding);
        }
        Func func = exprs.function(def.body, name.toString(), line, method);
        return new Stat.Assign(List.of(target), List.of(new Expr.Closure(func)), line);
    }

    private Stat localFunction(org.luaj.vm2.ast.Stat.LocalFuncDef def, int line) {
        cursor.take(TokenKind.LOCAL);
        cursor.take(TokenKind.FUNCTION);
        Token name = cursor.take(TokenKind.NAME);
        Variable variable = resolve.variable(name.text());
        resolve.declare(variable);
        Func func = exprs.function(def.body, name.text(), cursor.here().line(), false);
        return new Stat.LocalFunction(variable, func, line);
    }

    private Stat local(org.luaj.vm2.ast.Stat.LocalAssign local, int line) {
        cursor.take(TokenKind.LOCAL);
        List<Variable> variables = names();
        List<Expr> values = List.of();
        if (cursor.takeIf(TokenKind.ASSIGN)) {
            values = exprs.list(local.values);
        }
        for (Variable variable : variables) {
            resolve.declare(variable);
        }
        return new Stat.Local(variables, values, line);
    }

    private Stat assign(org.luaj.vm2.ast.Stat.Assign assign) {
        List<Expr> targets = exprs.targets(assign.vars);
        cursor.take(TokenKind.ASSIGN);
        List<Expr> values = exprs.list(assign.exps);
        for (Expr target : targets) {
            if (target instanceof Expr.Name name) {
                assigned(name.binding());
            }
        }
        return new Stat.Assign(targets, values, cursor.lastLine());
    }

    private static void assigned(Binding binding) {
        switch (binding) {
            case Binding.OfLocal local -> local.variable().assign();
            case Binding.OfUpvalue upvalue -> upvalue.upvalue().variable().assign();
            case Binding.OfGlobal global -> {}
        }
    }
}
