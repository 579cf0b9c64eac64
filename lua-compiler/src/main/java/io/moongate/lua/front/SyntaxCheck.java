package io.moongate.lua.front;

import io.moongate.lua.value.LuaState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads a source by LuaJIT's grammar and says what is wrong in LuaJIT's words; collects the tokens on the way.
 */
final class SyntaxCheck {
    private static final int MOST_LEVELS = 200;
    private static final int UNARY_PRIORITY = 8;
    /** What LuaJIT keeps for itself of a loop. */
    private static final List<String> HIDDEN = List.of("(for generator)", "(for state)", "(for control)");

    private final Lexer lexer;
    private final List<Token> tokens = new ArrayList<>();
    private final Grouping grouping = new Grouping();
    private final Deque<Boolean> varargs = new ArrayDeque<>();
    private Token token;
    private final ScopeCheck scopes = new ScopeCheck();
    private int levels;
    /** What the last primary expression was: a call, or something that can be assigned to. */
    private boolean lastWasCall;

    private boolean lastWasTarget;

    SyntaxCheck(String source) {
        lexer = new Lexer(source);
        token = lexer.next();
    }

    /** All tokens of a right source, the end included. */
    List<Token> tokens() {
        varargs.push(true);
        chunk();
        if (token.kind() != TokenKind.EOF) {
            throw expected(TokenKind.EOF);
        }
        scopes.leaveFunction();
        tokens.add(token);
        return tokens;
    }

    /** What helps LuaJ's parser over long chains. */
    Grouping grouping() {
        return grouping;
    }

    private void next() {
        tokens.add(token);
        LuaState.checkBudget();
        token = lexer.next();
    }

    private boolean is(TokenKind kind) {
        return token.kind() == kind;
    }

    private boolean accept(TokenKind kind) {
        if (is(kind)) {
            next();
            return true;
        }
        return false;
    }

    private void require(TokenKind kind) {
        if (!accept(kind)) {
            throw expected(kind);
        }
    }

    private void match(TokenKind what, TokenKind who, int line) {
        if (accept(what)) {
            return;
        }
        if (line == token.line()) {
            throw expected(what);
        }
        throw error("'" + what.text + "' expected (to close '" + who.text + "' at line " + line + ")");
    }

    private SyntaxError expected(TokenKind kind) {
        return error("'" + kind.text + "' expected");
    }

    private SyntaxError error(String message) {
        // LuaJIT takes a zero byte for no token at all.
        boolean nothing = is(TokenKind.OTHER) && token.text().equals("\0");
        String near = nothing ? "" : " near '" + token.near() + "'";
        return new SyntaxError(token.line(), token.column(), message + near);
    }

    private void enter() {
        if (++levels >= MOST_LEVELS) {
            throw new SyntaxError(token.line(), token.column(), "chunk has too many syntax levels");
        }
    }

    private SyntaxError tooMany(int most, String what) {
        return new SyntaxError(token.line(), token.column(), scopes.who() + " has more than " + most + " " + what);
    }

    private void chunk() {
        enter();
        boolean last = false;
        while (!last && !endsBlock()) {
            last = statement();
            if (is(TokenKind.SEMICOLON) && last) {
                next();
            }
        }
        levels--;
    }

    private boolean endsBlock() {
        return switch (token.kind()) {
            case ELSE, ELSEIF, END, UNTIL, EOF -> true;
            default -> false;
        };
    }

    private void block(boolean loop) {
        scopes.enterBlock(loop);
        chunk();
        scopes.leaveBlock();
    }

    private void body(TokenKind who, boolean loop, int line) {
        block(loop);
        match(TokenKind.END, who, line);
    }

    /** Answers whether nothing may follow in the block. */
    private boolean statement() {
        int line = token.line();
        switch (token.kind()) {
            case IF -> ifStatement(line);
            case WHILE -> {
                next();
                expression();
                require(TokenKind.DO);
                body(TokenKind.WHILE, true, line);
            }
            case DO -> {
                next();
                body(TokenKind.DO, false, line);
            }
            case FOR -> forStatement(line);
            case REPEAT -> {
                next();
                scopes.enterBlock(true);
                scopes.enterBlock(false);
                chunk();
                match(TokenKind.UNTIL, TokenKind.REPEAT, line);
                expression();
                scopes.leaveBlock();
                scopes.leaveBlock();
            }
            case FUNCTION -> {
                next();
                require(TokenKind.NAME);
                boolean method = false;
                while (!method && (is(TokenKind.DOT) || is(TokenKind.COLON))) {
                    method = is(TokenKind.COLON);
                    next();
                    require(TokenKind.NAME);
                }
                functionBody(line, method);
            }
            case LOCAL -> localStatement(line);
            case RETURN -> {
                next();
                if (!endsBlock() && !is(TokenKind.SEMICOLON)) {
                    expressions();
                }
                return true;
            }
            case BREAK -> {
                next();
                scopes.leaveLoop(line);
            }
            case SEMICOLON -> next();
            case LABEL -> label();
            case GOTO -> {
                next();
                scopes.jump(name(), line);
            }
            default -> callOrAssignment();
        }
        return false;
    }

    private String name() {
        String text = token.text();
        require(TokenKind.NAME);
        return text;
    }

    private void label() {
        next();
        String name = name();
        scopes.label(name, token);
        require(TokenKind.LABEL);
        while (is(TokenKind.LABEL) || is(TokenKind.SEMICOLON)) {
            if (is(TokenKind.LABEL)) {
                enter();
                label();
                levels--;
            } else {
                next();
            }
        }
        scopes.resolve(name, endsBlock() && !is(TokenKind.UNTIL));
    }

    private void ifStatement(int line) {
        next();
        expression();
        require(TokenKind.THEN);
        block(false);
        while (is(TokenKind.ELSEIF)) {
            next();
            expression();
            require(TokenKind.THEN);
            block(false);
        }
        if (accept(TokenKind.ELSE)) {
            block(false);
        }
        match(TokenKind.END, TokenKind.IF, line);
    }

    /** A name that is declared behind some others, but not active yet. */
    private void localName(List<String> names) {
        scopes.name(names.size(), token);
        names.add(name());
    }

    private void forStatement(int line) {
        next();
        scopes.enterBlock(true);
        List<String> names = new ArrayList<>(HIDDEN);
        String first = name();
        switch (token.kind()) {
            case ASSIGN -> {
                scopes.name(names.size(), token);
                names.add(first);
                next();
                expression();
                require(TokenKind.COMMA);
                expression();
                if (accept(TokenKind.COMMA)) {
                    expression();
                }
            }
            case COMMA, IN -> {
                scopes.name(names.size(), token);
                names.add(first);
                while (accept(TokenKind.COMMA)) {
                    localName(names);
                }
                require(TokenKind.IN);
                expressions();
            }
            default -> throw error("'=' or 'in' expected");
        }
        require(TokenKind.DO);
        scopes.declare(names);
        block(false);
        match(TokenKind.END, TokenKind.FOR, line);
        scopes.leaveBlock();
    }

    private void localStatement(int line) {
        next();
        List<String> names = new ArrayList<>();
        if (accept(TokenKind.FUNCTION)) {
            localName(names);
            scopes.declare(names);
            functionBody(token.line(), false);
            return;
        }
        do {
            localName(names);
        } while (accept(TokenKind.COMMA));
        if (accept(TokenKind.ASSIGN)) {
            expressions();
        }
        scopes.declare(names);
    }

    private void functionBody(int line, boolean method) {
        require(TokenKind.OPEN);
        boolean dots = false;
        List<String> parameters = new ArrayList<>();
        if (method) {
            parameters.add("self");
        }
        if (!is(TokenKind.CLOSE)) {
            do {
                if (accept(TokenKind.DOTS)) {
                    dots = true;
                    break;
                }
                if (!is(TokenKind.NAME)) {
                    throw error("<name> or '...' expected");
                }
                parameters.add(name());
            } while (accept(TokenKind.COMMA));
        }
        require(TokenKind.CLOSE);
        varargs.push(dots);
        scopes.enterFunction(line);
        scopes.declare(parameters);
        chunk();
        varargs.pop();
        if (is(TokenKind.END)) {
            scopes.leaveFunction();
        }
        match(TokenKind.END, TokenKind.FUNCTION, line);
    }

    private void callOrAssignment() {
        primary();
        if (lastWasCall) {
            return;
        }
        int names = 1;
        while (true) {
            if (!lastWasTarget) {
                throw error("syntax error");
            }
            if (!accept(TokenKind.COMMA)) {
                break;
            }
            primary();
            if (levels + names >= MOST_LEVELS) {
                throw tooMany(MOST_LEVELS, "variable names");
            }
            names++;
        }
        require(TokenKind.ASSIGN);
        levels += names - 1;
        expressions();
        levels -= names - 1;
    }

    private void primary() {
        int line;
        lastWasCall = false;
        lastWasTarget = false;
        switch (token.kind()) {
            case OPEN -> {
                line = token.line();
                next();
                expression();
                match(TokenKind.CLOSE, TokenKind.OPEN, line);
                lastWasTarget = false;
                lastWasCall = false;
            }
            case NAME -> {
                next();
                lastWasTarget = true;
            }
            default -> throw error("unexpected symbol");
        }
        while (true) {
            switch (token.kind()) {
                case DOT -> {
                    next();
                    require(TokenKind.NAME);
                    target();
                }
                case OPEN_BRACKET -> {
                    next();
                    expression();
                    require(TokenKind.CLOSE_BRACKET);
                    target();
                }
                case COLON -> {
                    next();
                    require(TokenKind.NAME);
                    arguments();
                    called();
                }
                case OPEN, STRING, OPEN_BRACE -> {
                    arguments();
                    called();
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void target() {
        lastWasTarget = true;
        lastWasCall = false;
    }

    private void called() {
        lastWasTarget = false;
        lastWasCall = true;
    }

    private void arguments() {
        int line = token.line();
        switch (token.kind()) {
            case OPEN -> {
                next();
                if (!is(TokenKind.CLOSE)) {
                    expressions();
                }
                match(TokenKind.CLOSE, TokenKind.OPEN, line);
            }
            case OPEN_BRACE -> table();
            case STRING -> next();
            default -> throw error("function arguments expected");
        }
    }

    private void expressions() {
        do {
            expression();
        } while (accept(TokenKind.COMMA));
    }

    private void expression() {
        binary(0);
    }

    private void binary(int limit) {
        enter();
        int start = tokens.size();
        int operators = 0;
        switch (token.kind()) {
            case NOT, MINUS, HASH -> {
                next();
                binary(UNARY_PRIORITY);
            }
            default -> simple();
        }
        int left = leftPriority(token.kind());
        while (left > limit) {
            TokenKind operator = token.kind();
            if (++operators % Grouping.LENGTH == 0) {
                grouping.around(start, tokens.size());
            }
            next();
            binary(rightPriority(operator));
            left = leftPriority(token.kind());
        }
        levels--;
    }

    private void simple() {
        switch (token.kind()) {
            case NUMBER, STRING, NIL, TRUE, FALSE -> next();
            case DOTS -> {
                if (!Boolean.TRUE.equals(varargs.peek())) {
                    throw error("cannot use '...' outside a vararg function");
                }
                next();
            }
            case OPEN_BRACE -> table();
            case FUNCTION -> {
                next();
                functionBody(token.line(), false);
            }
            default -> primary();
        }
    }

    private void table() {
        int line = token.line();
        require(TokenKind.OPEN_BRACE);
        while (!is(TokenKind.CLOSE_BRACE)) {
            if (is(TokenKind.OPEN_BRACKET)) {
                next();
                expression();
                require(TokenKind.CLOSE_BRACKET);
                require(TokenKind.ASSIGN);
                expression();
            } else if (is(TokenKind.NAME) && assignmentFollows()) {
                next();
                require(TokenKind.ASSIGN);
                expression();
            } else {
                expression();
            }
            if (!accept(TokenKind.COMMA) && !accept(TokenKind.SEMICOLON)) {
                break;
            }
        }
        match(TokenKind.CLOSE_BRACE, TokenKind.OPEN_BRACE, line);
    }

    private boolean assignmentFollows() {
        return lexer.peekIsAssign();
    }

    private static int leftPriority(TokenKind kind) {
        return switch (kind) {
            case OR -> 1;
            case AND -> 2;
            case NE, EQ, LT, LE, GT, GE -> 3;
            case CONCAT -> 5;
            case PLUS, MINUS -> 6;
            case STAR, SLASH, PERCENT -> 7;
            case CARET -> 10;
            default -> 0;
        };
    }

    private static int rightPriority(TokenKind kind) {
        return switch (kind) {
            case CONCAT -> 4;
            case CARET -> 9;
            default -> leftPriority(kind);
        };
    }
}
