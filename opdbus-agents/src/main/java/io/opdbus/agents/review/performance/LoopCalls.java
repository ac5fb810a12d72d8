package io.opdbus.agents.review.performance;

import static io.opdbus.agents.review.performance.PerformanceRules.CLIENT;
import static io.opdbus.agents.review.performance.PerformanceRules.CONCATENATION;
import static io.opdbus.agents.review.performance.PerformanceRules.HIDDEN_REGEX;
import static io.opdbus.agents.review.performance.PerformanceRules.QUERY;
import static io.opdbus.agents.review.performance.PerformanceRules.REGEX;
import static io.opdbus.agents.review.performance.PerformanceRules.SLEEP;
import static io.opdbus.agents.review.rule.CallRule.JVM;
import static io.opdbus.agents.review.rule.CallRule.NATIVE;
import static io.opdbus.agents.review.rule.CallRule.SCRIPT;
import static io.opdbus.agents.review.rule.CallTest.arguments;
import static io.opdbus.agents.review.rule.CallTest.constant;
import static io.opdbus.agents.review.rule.CallTest.literal;
import static io.opdbus.agents.review.source.Language.GO;
import static io.opdbus.agents.review.source.Language.JAVA;
import static io.opdbus.agents.review.source.Language.KOTLIN;
import static io.opdbus.agents.review.source.Language.PYTHON;
import static io.opdbus.agents.review.source.Language.RUST;

import io.opdbus.agents.review.rule.CallRule;
import io.opdbus.agents.review.rule.CallTest;
import java.util.ArrayList;
import java.util.List;

/** Calls that are costly where they are repeated. */
final class LoopCalls {
    private static final String REGEX_SIGNS = "[\\[\\](){}*+?^$|\\\\]";
    private static final CallTest STATEMENT = literal(0, "(?is)^\\s*(?:select|insert|update|delete)\\s");
    private static final CallTest SECOND_STATEMENT = literal(1, "(?is)^\\s*(?:select|insert|update|delete)\\s");

    private LoopCalls() {}

    static List<CallRule> table() {
        List<CallRule> table = new ArrayList<>();
        table.addAll(patterns());
        table.addAll(clients());
        table.addAll(queries());
        table.addAll(sleeps());
        table.add(CallRule.of(CONCATENATION, NATIVE, "strcat", "strncat").when(Loops.FOR_EACH));
        return table;
    }

    private static List<CallRule> patterns() {
        return List.of(
                CallRule.of(REGEX, JVM, "Pattern.compile").when(constant(0)).when(Loops.REPEATED),
                CallRule.of(REGEX, KOTLIN, "Regex").when(constant(0)).when(Loops.REPEATED),
                CallRule.of(REGEX, KOTLIN, "\"\".toRegex").when(Loops.REPEATED),
                CallRule.of(REGEX, GO, "regexp.MustCompile", "regexp.Compile", "regexp.MatchString")
                        .when(constant(0))
                        .when(Loops.REPEATED),
                CallRule.of(REGEX, RUST, "Regex.new", "RegexBuilder.new")
                        .when(constant(0))
                        .when(Loops.REPEATED),
                CallRule.of(REGEX, SCRIPT, "new RegExp").when(constant(0)).when(Loops.REPEATED),
                CallRule.of(REGEX, NATIVE, "regcomp").when(constant(1)).when(Loops.REPEATED),
                CallRule.of(HIDDEN_REGEX, PYTHON, "re.compile")
                        .when(constant(0))
                        .when(Loops.REPEATED),
                CallRule.of(HIDDEN_REGEX, JVM, "*.replaceAll", "*.replaceFirst")
                        .when(arguments(2))
                        .when(literal(0, REGEX_SIGNS))
                        .when(Loops.REPEATED),
                CallRule.of(HIDDEN_REGEX, JVM, "*.matches")
                        .when(arguments(1))
                        .when(literal(0, REGEX_SIGNS))
                        .when(Loops.REPEATED),
                CallRule.of(HIDDEN_REGEX, JVM, "Pattern.matches")
                        .when(constant(0))
                        .when(Loops.REPEATED),
                CallRule.of(HIDDEN_REGEX, JAVA, "*.split")
                        .when(literal(0, "^(?!\\\\[a-z]$|\\\\\\\\[^a-zA-Z]$)(?=..).*" + REGEX_SIGNS))
                        .when(Loops.REPEATED));
    }

    private static List<CallRule> clients() {
        return List.of(
                CallRule.of(
                                CLIENT,
                                JVM,
                                "new ObjectMapper",
                                "ObjectMapper",
                                "new Gson",
                                "Gson",
                                "HttpClient.newHttpClient",
                                "HttpClients.createDefault",
                                "new OkHttpClient",
                                "OkHttpClient",
                                "new RestTemplate",
                                "JAXBContext.newInstance",
                                "DocumentBuilderFactory.newInstance",
                                "TransformerFactory.newInstance",
                                "Executors.newFixedThreadPool",
                                "Executors.newCachedThreadPool")
                        .when(Loops.REPEATED)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(CLIENT, JVM, "DriverManager.getConnection", "dataSource.getConnection")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(
                                CLIENT,
                                PYTHON,
                                "requests.Session",
                                "httpx.Client",
                                "aiohttp.ClientSession",
                                "psycopg2.connect",
                                "psycopg.connect",
                                "sqlite3.connect",
                                "pymysql.connect",
                                "MySQLdb.connect",
                                "boto3.client",
                                "boto3.resource",
                                "boto3.Session",
                                "pymongo.MongoClient",
                                "redis.Redis",
                                "smtplib.SMTP",
                                "sqlalchemy.create_engine",
                                "paramiko.SSHClient")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(
                                CLIENT,
                                SCRIPT,
                                "new MongoClient",
                                "new Pool",
                                "new PrismaClient",
                                "new S3Client",
                                "mysql.createConnection",
                                "mysql2.createConnection",
                                "mysql.createPool",
                                "redis.createClient",
                                "nodemailer.createTransport",
                                "puppeteer.launch")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(
                                CLIENT,
                                GO,
                                "database/sql.Open",
                                "gorm.Open",
                                "grpc.Dial",
                                "grpc.NewClient",
                                "redis.NewClient")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(
                                CLIENT,
                                RUST,
                                "reqwest.Client.new",
                                "Client.new",
                                "reqwest.blocking.Client.new",
                                "Connection.open",
                                "PgConnection.establish",
                                "PgPool.connect")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS),
                CallRule.of(
                                CLIENT,
                                NATIVE,
                                "curl_easy_init",
                                "mysql_init",
                                "sqlite3_open",
                                "PQconnectdb",
                                "SSL_CTX_new")
                        .when(Loops.FOR_EACH)
                        .when(Loops.SAME_ARGUMENTS));
    }

    private static List<CallRule> queries() {
        return List.of(
                CallRule.of(
                                QUERY,
                                JVM,
                                "*.executeQuery",
                                "*.executeUpdate",
                                "*.findById",
                                "*.getReferenceById",
                                "*.queryForObject",
                                "*.queryForList",
                                "*.queryForMap",
                                "entityManager.find",
                                "em.find")
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, PYTHON, "*.execute", "*.fetchrow", "*.fetchval")
                        .when(STATEMENT)
                        .when(Loops.FOR_EACH),
                CallRule.of(
                                QUERY,
                                PYTHON,
                                "*.objects.get",
                                "*.objects.filter",
                                "*.objects.create",
                                "session.query",
                                "db.session.query")
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, SCRIPT, "*.query", "*.execute")
                        .when(STATEMENT)
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, SCRIPT, "*.findOne", "*.findById", "*.findByPk", "*.findUnique", "*.findFirst")
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, GO, "*.Query", "*.QueryRow", "*.Exec")
                        .when(STATEMENT)
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, GO, "*.QueryContext", "*.QueryRowContext", "*.ExecContext")
                        .when(SECOND_STATEMENT)
                        .when(Loops.FOR_EACH),
                CallRule.of(
                                QUERY,
                                RUST,
                                "sqlx.query",
                                "sqlx.query_as",
                                "sqlx.query!",
                                "*.query_row",
                                "*.query_one",
                                "*.execute")
                        .when(STATEMENT)
                        .when(Loops.FOR_EACH),
                CallRule.of(QUERY, NATIVE, "mysql_query", "PQexec", "sqlite3_exec", "PQexecParams")
                        .when(SECOND_STATEMENT)
                        .when(Loops.FOR_EACH));
    }

    private static List<CallRule> sleeps() {
        return List.of(
                CallRule.of(SLEEP, JVM, "Thread.sleep", "TimeUnit.SECONDS.sleep", "TimeUnit.MILLISECONDS.sleep")
                        .when(Loops.UNTIL),
                CallRule.of(SLEEP, PYTHON, "time.sleep").when(Loops.UNTIL),
                CallRule.of(SLEEP, GO, "time.Sleep").when(Loops.UNTIL),
                CallRule.of(SLEEP, RUST, "thread.sleep", "std.thread.sleep").when(Loops.UNTIL),
                CallRule.of(SLEEP, NATIVE, "sleep", "usleep", "nanosleep", "std.this_thread.sleep_for")
                        .when(Loops.UNTIL));
    }
}
