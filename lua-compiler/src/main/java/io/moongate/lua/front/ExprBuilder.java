package io.moongate.lua.front;

import io.moongate.lua.tree.Expr;
import io.moongate.lua.tree.Func;
import io.moongate.lua.tree.Resolve;
import io.moongate.lua.tree.SourceText;
import io.moongate.lua.tree.Variable;
import io.moongate.lua.tree.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.ast.Exp;
import org.luaj.vm2.ast.FuncArgs;
import org.luaj.vm2.ast.FuncBody;
import org.luaj.vm2.ast.TableConstructor;
import org.luaj.vm2.ast.TableField;

/** LuaJ's expressions become ours, bound and with their lines. */
final class ExprBuilder {
    private final String source;
    private final Cursor cursor;
    private final Resolve resolve;
    private final StatBuilder stats;
    private final Weight weight;

    ExprBuilder(String source, Cursor cursor, Resolve resolve, StatBuilder stats, Weight weight) {
        this.source = source;
        this.weight = weight;
        this.cursor = cursor;
        this.resolve = resolve;
        this.stats = stats;
    }

    List<Expr> list(@Nullable List<?> exps) {
        List<Expr> out = new ArrayList<>();
        if (exps == null) {
            return out;
        }
        for (Object exp : exps) {
            if (!out.isEmpty()) {
                cursor.take(TokenKind.COMMA);
            }
            out.add(build((Exp) exp));
        }
        return weight.bounded(out);
    }

    /** What is to be assigned to. */
    List<Expr> targets(List<?> exps) {
        List<Expr> out = new ArrayList<>();
        for (Object exp : exps) {
            if (!out.isEmpty()) {
                cursor.take(TokenKind.COMMA);
            }
            out.add(whole((Exp) exp));
        }
        return weight.targets(out);
    }

    Expr build(Exp exp) {
        return weight.bounded(whole(exp));
    }

    private Expr whole(Exp exp) {
        return switch (exp) {
            case Exp.Constant constant -> literal();
            case Exp.VarargsExp varargs -> {
                cursor.take(TokenKind.DOTS);
                yield new Expr.Varargs();
            }
            case Exp.NameExp name -> {
                Token token = cursor.take(TokenKind.NAME);
                yield new Expr.Name(resolve.lookup(token.text(), token.line()), token.line());
            }
            case Exp.ParensExp parens -> {
                if (cursor.takeGroup()) {
                    yield build(parens.exp);
                }
                cursor.take(TokenKind.OPEN);
                Expr inner = build(parens.exp);
                cursor.take(TokenKind.CLOSE);
                yield inner.isMulti() ? new Expr.Paren(inner) : inner;
            }
            case Exp.FieldExp field -> {
                Expr object = build(field.lhs);
                cursor.take(TokenKind.DOT);
                Token name = cursor.take(TokenKind.NAME);
                yield new Expr.Index(object, new Expr.Str(name.text()), name.line());
            }
            case Exp.IndexExp index -> {
                Expr object = build(index.lhs);
                cursor.take(TokenKind.OPEN_BRACKET);
                Expr key = build(index.exp);
                Token end = cursor.take(TokenKind.CLOSE_BRACKET);
                yield new Expr.Index(object, key, end.line());
            }
            case Exp.MethodCall call -> {
                Expr object = build(call.lhs);
                cursor.take(TokenKind.COLON);
                Token name = cursor.take(TokenKind.NAME);
                int line = cursor.here().line();
                yield new Expr.MethodCall(object, name.text(), arguments(call.args), name.line(), line);
            }
            case Exp.FuncCall call -> {
                Expr function = build(call.lhs);
                int line = cursor.here().line();
                yield new Expr.Call(function, arguments(call.args), line);
            }
            case Exp.AnonFuncDef def -> {
                cursor.take(TokenKind.FUNCTION);
                // Its line is that of the parenthesis, as in LuaJIT.
                yield new Expr.Closure(function(def.body, "", cursor.here().line(), false));
            }
            case TableConstructor table -> table(table);
            case Exp.UnopExp unop -> unary(unop);
            case Exp.BinopExp binop -> binary(binop);
            default -> throw new IllegalStateException("unknown expression: " + exp.getClass());
        };
    }

    private Expr literal() {
        Token token = cursor.take();
        return switch (token.kind()) {
            case NUMBER -> token.isWide() ? new Expr.Wide(token.text()) : new Expr.Num(token.number());
            case STRING -> new Expr.Str(token.text());
            case NIL -> new Expr.Nil();
            case TRUE -> new Expr.Bool(true);
            case FALSE -> new Expr.Bool(false);
            default -> throw new IllegalStateException("no literal: " + token);
        };
    }

    private List<Expr> arguments(FuncArgs args) {
        return switch (cursor.here().kind()) {
            case OPEN -> {
                cursor.take();
                List<Expr> out = list(args.exps);
                cursor.take(TokenKind.CLOSE);
                yield out;
            }
            default -> list(args.exps);
        };
    }

    private Expr unary(Exp.UnopExp unop) {
        Token operator = cursor.take();
        Expr operand = build(unop.rhs);
        int line = cursor.lastLine();
        return switch (operator.kind()) {
            case NOT -> new Expr.Not(operand);
            case HASH -> new Expr.Length(operand, line);
            case MINUS ->
                operand instanceof Expr.Num number ? new Expr.Num(-number.value()) : new Expr.Negate(operand, line);
            default -> throw new IllegalStateException("no unary operator: " + operator);
        };
    }

    private Expr binary(Exp.BinopExp binop) {
        if (binop.op == Lua.OP_CONCAT) {
            return concat(binop);
        }
        Expr left = build(binop.lhs);
        Token operator = cursor.take();
        Expr right = build(binop.rhs);
        int line = cursor.lastLine();
        return switch (operator.kind()) {
            case AND -> new Expr.And(left, right);
            case OR -> new Expr.Or(left, right);
            case PLUS -> new Expr.Arith(Expr.Arith.Op.ADD, left, right, line);
            case MINUS -> new Expr.Arith(Expr.Arith.Op.SUB, left, right, line);
            case STAR -> new Expr.Arith(Expr.Arith.Op.MUL, left, right, line);
            case SLASH -> new Expr.Arith(Expr.Arith.Op.DIV, left, right, line);
            case PERCENT -> new Expr.Arith(Expr.Arith.Op.MOD, left, right, line);
            case CARET -> new Expr.Arith(Expr.Arith.Op.POW, left, right, line);
            case EQ -> new Expr.Compare(Expr.Compare.Op.EQ, left, right, line);
            case NE -> new Expr.Compare(Expr.Compare.Op.NE, left, right, line);
            case LT -> new Expr.Compare(Expr.Compare.Op.LT, left, right, line);
            case LE -> new Expr.Compare(Expr.Compare.Op.LE, left, right, line);
            case GT -> new Expr.Compare(Expr.Compare.Op.GT, left, right, line);
            case GE -> new Expr.Compare(Expr.Compare.Op.GE, left, right, line);
            default -> throw new IllegalStateException("no binary operator: " + operator);
        };
    }

    private Expr concat(Exp.BinopExp first) {
        List<Expr> operands = new ArrayList<>();
        Exp at = first;
        while (at instanceof Exp.BinopExp binop && binop.op == Lua.OP_CONCAT) {
            operands.add(build(binop.lhs));
            cursor.take(TokenKind.CONCAT);
            at = binop.rhs;
        }
        operands.add(build(at));
        return new Expr.Concat(weight.bounded(operands), cursor.lastLine());
    }

    private Expr table(TableConstructor table) {
        Token open = cursor.take(TokenKind.OPEN_BRACE);
        List<Expr.Field> fields = new ArrayList<>();
        if (table.fields != null) {
            for (Object field : table.fields) {
                fields.add(field((TableField) field));
                if (!cursor.takeIf(TokenKind.COMMA)) {
                    cursor.takeIf(TokenKind.SEMICOLON);
                }
            }
        }
        cursor.take(TokenKind.CLOSE_BRACE);
        return new Expr.Table(constantsFirst(fields), open.line());
    }

    /** LuaJIT makes a table with its constants in place, then computes the rest: so what is computed wins. */
    private static List<Expr.Field> constantsFirst(List<Expr.Field> fields) {
        Set<Object> computed = new HashSet<>();
        List<Expr.Field> out = new ArrayList<>(fields.size());
        double items = 0;
        for (Expr.Field field : fields) {
            items += field instanceof Expr.Field.Item ? 1 : 0;
            Object key = field instanceof Expr.Field.Item ? (Object) items : constantKey(field);
            boolean constant = isConstant(field.value());
            if (key != null && !constant) {
                computed.add(key);
            }
            if (field instanceof Expr.Field.Item || !constant || key == null || !computed.contains(key)) {
                out.add(field);
            }
        }
        return out;
    }

    private static @Nullable Object constantKey(Expr.Field field) {
        return switch (field) {
            case Expr.Field.Item item -> null;
            case Expr.Field.Keyed keyed ->
                switch (keyed.key()) {
                    case Expr.Str text -> text.value();
                    case Expr.Num number -> number.value();
                    default -> null;
                };
        };
    }

    private static boolean isConstant(Expr expr) {
        return expr instanceof Expr.Str
                || expr instanceof Expr.Num
                || expr instanceof Expr.Bool
                || expr instanceof Expr.Nil;
    }

    private Expr.Field field(TableField field) {
        if (field.index != null) {
            cursor.take(TokenKind.OPEN_BRACKET);
            Expr key = build(field.index);
            cursor.take(TokenKind.CLOSE_BRACKET);
            cursor.take(TokenKind.ASSIGN);
            Expr value = build(field.rhs);
            return new Expr.Field.Keyed(key, value, cursor.lastLine());
        }
        if (field.name != null) {
            Token name = cursor.take(TokenKind.NAME);
            cursor.take(TokenKind.ASSIGN);
            Expr value = build(field.rhs);
            return new Expr.Field.Keyed(new Expr.Str(name.text()), value, cursor.lastLine());
        }
        return new Expr.Field.Item(build(field.rhs));
    }

    /** From the parameter list on. */
    Func function(FuncBody body, String name, int line, boolean method) {
        Func func = resolve.enterFunction(name, line);
        Token open = cursor.take(TokenKind.OPEN);
        if (method) {
            parameter(func, "self");
        }
        while (!cursor.takeIf(TokenKind.CLOSE)) {
            Token token = cursor.take();
            if (token.kind() == TokenKind.NAME) {
                parameter(func, token.text());
            } else if (token.kind() == TokenKind.DOTS) {
                func.setVarargs();
            }
        }
        var block = stats.block(body.block);
        Token end = cursor.take(TokenKind.END);
        func.setText(new SourceText(source, open.end(), end.end(), method));
        resolve.leaveFunction(block, end.line());
        return func;
    }

    private void parameter(Func func, String name) {
        Variable variable = resolve.variable(name);
        func.parameters().add(variable);
        resolve.declare(variable);
    }
}
